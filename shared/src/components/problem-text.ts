import { useTranslation } from 'react-i18next';
import type { ProblemType } from '../contract/problems.ts';

/** The words for a problem's type. */
export function useProblemText(): (type: ProblemType | 'network' | 'unknown') => string {
  const { t } = useTranslation();
  return (type) => t(`problem.${type}`);
}
