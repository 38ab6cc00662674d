import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';

function Crashed() {
  const { t } = useTranslation();
  return (
    <main role="alert">
      <EmptyState
        title={t('staff.shell.crash.title')}
        text={t('staff.shell.crash.text')}
        action={
          <Button appearance="primary" onClick={() => window.location.reload()}>
            {t('staff.shell.crash.action')}
          </Button>
        }
      />
    </main>
  );
}

/** A screen that fails says so and offers the way on, instead of a white page. */
export class StaffErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}
