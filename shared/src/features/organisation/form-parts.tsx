import { makeStyles, tokens } from '@fluentui/react-components';
import type { FormEvent, ReactNode, Ref } from 'react';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Fields and what saves them: Enter in a field does, too. */
export function SettingsForm({ children, onSave }: { readonly children: ReactNode; readonly onSave: () => void }) {
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className={useStyles().root} noValidate onSubmit={save}>
      {children}
    </form>
  );
}

/** The fields of a section, one below the other. */
export function FormParts({ children, ref }: { readonly children: ReactNode; readonly ref?: Ref<HTMLDivElement> }) {
  return (
    <div ref={ref} className={useStyles().root}>
      {children}
    </div>
  );
}
