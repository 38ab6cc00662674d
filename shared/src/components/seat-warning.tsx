import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { seatState } from '../domain/licence.ts';

export interface SeatWarningProps {
  readonly used: number;
  /** Null = no limit. */
  readonly most: number | null;
  readonly textOf: (state: 'near' | 'full', figures: { readonly used: number; readonly most: number }) => string;
}

/** Said where something licensed is added, before none can be; nothing as long as there is room. */
export function SeatWarning({ used, most, textOf }: SeatWarningProps) {
  const state = seatState(used, most);
  if (state === 'free' || most === null) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{textOf(state, { used, most })}</MessageBarBody>
    </MessageBar>
  );
}
