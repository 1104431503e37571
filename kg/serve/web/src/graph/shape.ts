/** Draw nodes of seven shapes in one WebGL program: a quad for each node, the shape as a distance function. */
import { NodeProgram } from 'sigma/rendering';
import type { NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';
import type { ProgramInfo } from 'sigma/rendering';

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_ring;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_ring;
varying vec2 v_point;
varying float v_shape;
varying float v_pixel;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  gl_Position = vec4((u_matrix * vec3(a_position + a_corner * size * 1.3, 1)).xy, 0, 1);
  v_point = a_corner * 1.3;
  v_pixel = u_correctionRatio / size * 2.0;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  v_ring = a_ring;
  v_ring.a *= bias;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_ring;
varying vec2 v_point;
varying float v_shape;
varying float v_pixel;
float polygon(vec2 p, float sides, float turn) {
  float a = atan(p.x, p.y) + turn;
  float sector = 6.2831853 / sides;
  return cos(floor(0.5 + a / sector) * sector - a) * length(p);
}
float distance_to(vec2 p) {
  if (v_shape < 0.5) return length(p) - 0.82;
  if (v_shape < 1.5) return length(p) - 1.0;
  if (v_shape < 2.5) return max(abs(p.x), abs(p.y)) - 0.86;
  if (v_shape < 3.5) return (abs(p.x) + abs(p.y)) * 0.7071 - 0.86;
  if (v_shape < 4.5) return polygon(p, 6.0, 0.5236) - 0.92;
  if (v_shape < 5.5) return polygon(p + vec2(0.0, 0.18), 3.0, 3.14159265) - 0.62;
  return polygon(p - vec2(0.0, 0.18), 3.0, 0.0) - 0.62;
}
void main() {
  float d = distance_to(v_point);
  #ifdef PICKING_MODE
  if (d > v_pixel) discard;
  gl_FragColor = v_color;
  #else
  float cover = 1.0 - smoothstep(-v_pixel, v_pixel, d);
  if (cover <= 0.0) discard;
  float rim = smoothstep(-3.0 * v_pixel, -1.5 * v_pixel, d) * v_ring.a;
  vec3 inside = mix(v_color.rgb, v_ring.rgb, rim);
  gl_FragColor = vec4(inside * cover, cover);
  #endif
}`;

const UNIFORMS = ['u_sizeRatio', 'u_correctionRatio', 'u_matrix'] as const;

export interface ShapedNode extends NodeDisplayData {
  shape?: number;
  ring?: string;
}

export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_shape', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_ring', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
      CONSTANT_DATA: [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]],
    };
  }

  processVisibleItem(index: number, at: number, data: ShapedNode): void {
    const array = this.array;
    array[at++] = data.x;
    array[at++] = data.y;
    array[at++] = data.size;
    array[at++] = data.shape ?? 1;
    array[at++] = floatColor(data.color);
    array[at++] = floatColor(data.ring ?? 'rgba(0,0,0,0)');
    array[at++] = index;
  }

  /** Draw; while the picture moves nobody can point at anything, so what serves pointing is left out. */
  override render(params: RenderParams): void {
    const mouse = this.renderer.getMouseCaptor();
    const moving = this.renderer.getCamera().isAnimated() || mouse.isMoving || mouse.draggedEvents > 0;
    const { pickProgram } = this;
    if (moving && this.renderer.getSetting('hideEdgesOnMove')) this.pickProgram = null;
    super.render(params);
    this.pickProgram = pickProgram;
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniform1f(uniformLocations['u_correctionRatio'] ?? null, params.correctionRatio);
    gl.uniform1f(uniformLocations['u_sizeRatio'] ?? null, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations['u_matrix'] ?? null, false, params.matrix);
  }
}
