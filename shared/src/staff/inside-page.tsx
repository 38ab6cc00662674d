import { Navigate, useParams } from 'react-router';
import { InsideFrame } from '../features/administration/inside-frame.tsx';
import { LogScreen } from '../features/organisation/log/log-screen.tsx';
import { INSIDE_PAGES, InsideProvider } from '../features/organisation/organisation-pages.tsx';
import { OrganisationScreen } from '../features/organisation/organisation-screen.tsx';
import { StatisticsScreen } from '../features/organisation/statistics/statistics-screen.tsx';

/** Settings, log and statistics of an organisation that has let a system administrator in. */
export function InsidePage() {
  const { grantId = '', page = '' } = useParams();
  const base = `/administration/inside/${grantId}`;
  if (!INSIDE_PAGES.some((name) => name === page)) return <Navigate to={`${base}/settings`} replace />;
  return (
    <InsideFrame grantId={grantId}>
      <InsideProvider value={base}>
        {page === 'settings' ? <OrganisationScreen /> : null}
        {page === 'log' ? <LogScreen scope="organisation" /> : null}
        {page === 'statistics' ? <StatisticsScreen /> : null}
      </InsideProvider>
    </InsideFrame>
  );
}
