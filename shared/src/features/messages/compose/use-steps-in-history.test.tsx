import '../../../testing/browser-globals.ts';
import { afterEach, it } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { renderStaff } from '../../../testing/render-staff.tsx';
import { useStepsInHistory } from './use-steps-in-history.ts';

afterEach(cleanup);

function Steps() {
  const [step, setStep] = useState(0);
  const [isLeft, setLeft] = useState(false);
  const navigate = useNavigate();
  const { state } = useLocation();
  useStepsInHistory(step, setStep, isLeft);
  return (
    <>
      <p>
        step {step}, address {state?.step ?? 0}
      </p>
      {[0, 1, 3].map((to) => (
        <button key={to} type="button" onClick={() => setStep(to)}>
          to {to}
        </button>
      ))}
      <button type="button" onClick={() => setLeft(true)}>
        leave
      </button>
      {[-1, 1].map((delta) => (
        <button key={delta} type="button" onClick={() => void navigate(delta)}>
          go {delta}
        </button>
      ))}
    </>
  );
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

it('the way back goes a step back in a saved draft, and forward nowhere', async () => {
  await renderStaff(<Steps />, { path: '/compose?draft=d' });
  press('to 1');
  await screen.findByText('step 1, address 1');
  press('to 3');
  await screen.findByText('step 3, address 3');
  press('go -1');
  await screen.findByText('step 2, address 2');
  press('go 1');
  await screen.findByText('step 2, address 2');
  press('to 0');
  await screen.findByText('step 0, address 0');
});

it('a draft that is not saved has one address for all its steps', async () => {
  await renderStaff(<Steps />, { path: '/compose' });
  press('to 3');
  await screen.findByText('step 3, address 0');
});

it('a step is no entry any more once the way to another screen is begun', async () => {
  await renderStaff(<Steps />, { path: '/compose?draft=d' });
  press('to 1');
  await screen.findByText('step 1, address 1');
  press('leave');
  press('to 3');
  await screen.findByText('step 3, address 1');
});
