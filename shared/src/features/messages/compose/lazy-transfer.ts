import type { ApiClient } from '../../../api/client.ts';
import type { StartTransfer, Transfer } from './uploads.ts';

/** Transfers by tus whose code comes with the first file; `accountId` is asked then. */
export function makeLazyTransfer(api: ApiClient, accountId: () => string, storage: Storage | undefined): StartTransfer {
  return (file, events, uploadId) => {
    let transfer: Transfer | undefined;
    let ended = false;
    const load = () =>
      import(/* webpackChunkName: "uploads" */ './tus-transfer.ts').then(
        ({ startTusTransfer }) => {
          if (!ended) transfer = startTusTransfer(api, accountId(), storage)(file, events, uploadId);
        },
        () => events.onFailed('network'),
      );
    void load();
    return {
      resume: () => {
        if (transfer) transfer.resume();
        else void load();
      },
      abort: (keep) => {
        ended = true;
        transfer?.abort(keep);
      },
    };
  };
}
