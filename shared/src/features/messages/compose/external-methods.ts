import {
  type AssuranceLevel,
  EXTERNAL_METHODS,
  type ExternalMethod,
  externalMethodsFor,
} from '../../../domain/levels.ts';

interface LevelMethods {
  readonly level: AssuranceLevel;
  readonly active: boolean;
  readonly methods: readonly string[];
}

/** Methods that the organisation uses at the level, weakest first: what can be chosen, never more. */
export function choosableMethods(levels: readonly LevelMethods[], required: AssuranceLevel): readonly ExternalMethod[] {
  const methods = levels.find(({ active, level }) => active && level === required)?.methods ?? [];
  const reaching = externalMethodsFor(required);
  return EXTERNAL_METHODS.filter((method) => methods.includes(method) && reaching.includes(method));
}
