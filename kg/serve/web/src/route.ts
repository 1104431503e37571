/** The address after `#` is the state of the page: every view can be reloaded and shared. */
import { useEffect, useState } from 'preact/hooks';

export interface Route {
  readonly name: string;
  readonly params: URLSearchParams;
}

export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return { name: path, params: new URLSearchParams(query) };
}

export function address(name: string, params?: URLSearchParams | Record<string, string>): string {
  const query = new URLSearchParams(params).toString();
  return `#/${name}${query ? `?${query}` : ''}`;
}

export function go(name: string, params?: URLSearchParams | Record<string, string>): void {
  location.hash = address(name, params);
}

/** Change parameters of the address without a new step in the browser's history. */
export function amend(change: (params: URLSearchParams) => void): void {
  const route = parse(location.hash);
  change(route.params);
  history.replaceState(null, '', address(route.name, route.params));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Change parameters as a step that Back undoes. */
export function step(change: (params: URLSearchParams) => void): void {
  const route = parse(location.hash);
  change(route.params);
  location.hash = address(route.name, route.params);
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = (): void => setRoute(parse(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}

export const nodeAddress = (id: string): string => address('node', { id });
