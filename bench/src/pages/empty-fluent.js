/** The least page that Fluent makes: the ceiling of how soon any pane of ours can be used. */
import { Button, FluentProvider, webLightTheme } from '@fluentui/react-components';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

createRoot(document.getElementById('root')).render(
  createElement(FluentProvider, { theme: webLightTheme }, createElement(Button, null, 'Empty')),
);
