import { RecipientApp } from '@sefos/shared/features/recipient/recipient-app.tsx';
import { createRoot } from 'react-dom/client';
import './recipient.css';
import { makeRecipientEnvironment } from './recipient-environment.ts';

const environment = makeRecipientEnvironment(window);
const root = document.getElementById('root');
if (root) createRoot(root).render(<RecipientApp environment={environment} />);
