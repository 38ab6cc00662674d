import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { IDENTIFICATION_METHODS, type IdentificationMethod } from '../domain/levels.ts';

const isMethod = (value: string): value is IdentificationMethod =>
  (IDENTIFICATION_METHODS as readonly string[]).includes(value);

/** The name of an identification method; a method that we do not know keeps its own word. */
export function useMethodName(): (method: string) => string {
  const { t } = useTranslation();
  return useCallback((method) => (isMethod(method) ? t(`staff.methods.${method}`) : method), [t]);
}
