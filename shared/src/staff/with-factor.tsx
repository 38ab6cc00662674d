import { lazy, type ReactNode, Suspense } from 'react';
import { useSession } from '../api/session.tsx';
import { Loading } from '../components/loading.tsx';

const FactorNeededPage = lazy(() =>
  import(/* webpackChunkName: "factor-needed" */ './factor-needed-page.tsx').then((module) => ({
    default: module.FactorNeededPage,
  })),
);

/** What is behind a sign-in; whoever lacks a factor adds one first, and nothing else is asked for until then. */
export function WithFactor({ children }: { readonly children: ReactNode }) {
  if (!useSession().factorNeeded) return children;
  return (
    <Suspense fallback={<Loading lines={6} />}>
      <FactorNeededPage />
    </Suspense>
  );
}
