import { render } from 'preact';
import { App } from './app';
import './style/base.css';
import './style/map.css';
import './style/panel.css';
import './style/views.css';

try {
  const theme = localStorage.getItem('kg-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
} catch {
  // Without storage the system's colours are taken.
}
render(<App />, document.getElementById('app') as HTMLElement);
