/** Who wants to do something with a case. */
export interface CaseWorker {
  readonly accountId: string;
  /** Administers the mailbox. */
  readonly administrator: boolean;
}

/** What of a case decides what may be done with it. */
export interface CaseStanding {
  readonly taken_by: string | null;
  readonly closed_at: number | null;
}

/** What somebody may do with a case. */
type CaseRights = Readonly<Record<'take' | 'release' | 'assign' | 'close' | 'reopen', boolean>>;

/** Whether a case is hers to decide on: it is her own or nobody's, or she administers the mailbox. */
export const isHersToDecide = ({ taken_by }: CaseStanding, { accountId, administrator }: CaseWorker): boolean =>
  administrator || taken_by === null || taken_by === accountId;

/** What she may do with a case now. */
export const mayDo = (standing: CaseStanding, worker: CaseWorker): CaseRights => {
  const isOpen = standing.closed_at === null;
  const decides = isHersToDecide(standing, worker);
  return {
    take: isOpen && standing.taken_by === null,
    release: isOpen && standing.taken_by !== null && decides,
    assign: isOpen && decides,
    close: isOpen && decides,
    reopen: !isOpen,
  };
};
