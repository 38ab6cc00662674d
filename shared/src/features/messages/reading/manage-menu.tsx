import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArchiveRegular } from '@fluentui/react-icons/svg/archive';
import { ArrowExportRegular } from '@fluentui/react-icons/svg/arrow-export';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { LockOpenRegular } from '@fluentui/react-icons/svg/lock-open';
import { MailUnreadRegular } from '@fluentui/react-icons/svg/mail-unread';
import { OpenRegular } from '@fluentui/react-icons/svg/open';
import { PrintRegular } from '@fluentui/react-icons/svg/print';
import { lazy, Suspense, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useActing, useReadOnly } from '../../../api/acting.tsx';
import { useSession } from '../../../api/session.tsx';
import { focusHeir } from '../../../components/focus-heir.ts';
import { useElement } from '../../../components/use-element.ts';
import type { Folder, MessageHead } from '../../../contract/messages.ts';
import { useHost } from '../../../host/host-context.tsx';
import { type MessageAction, useMessageActions } from '../list/use-message-actions.ts';
import { paths } from '../paths.ts';
import { webAddress } from '../web-address.ts';
import { READING } from './reading-words.tsx';
import { StopHoldingDialog } from './stop-holding-dialog.tsx';
import { useHold } from './use-hold.ts';

const ExportDialog = lazy(() =>
  import(/* webpackChunkName: "export" */ './export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
);

const ICONS = {
  archive: ArchiveRegular,
  unarchive: ArchiveRegular,
  markRead: MailUnreadRegular,
  markUnread: MailUnreadRegular,
  delete: DeleteRegular,
  restore: ArrowUndoRegular,
  destroy: DeleteRegular,
} as const;

export interface ManageMenuProps {
  readonly folder: Folder;
  readonly head: MessageHead;
  /** The text can be read: it can be printed. */
  readonly readable: boolean;
  /** In a tab of its own already. */
  readonly alone: boolean;
}

function ActionItem({ item }: { readonly item: MessageAction }) {
  const Icon = ICONS[item.action];
  return (
    <MenuItem icon={<Icon />} onClick={item.run}>
      {item.label}
    </MenuItem>
  );
}

/** What needs the text: a page to print, an archive to take along. */
function ReadableItems({ head, onExport }: { readonly head: MessageHead; readonly onExport: () => void }) {
  const { t: words } = useTranslation(READING);
  const navigate = useNavigate();
  const host = useHost();
  const inThisMailbox = useInThisMailbox();
  // A host's frame does not print: the page to be printed is shown on the web.
  const print = () =>
    host.kind === 'web'
      ? void navigate(paths.print(head.id))
      : host.openExternal(webAddress(inThisMailbox(paths.print(head.id))));
  return (
    <>
      <MenuItem icon={<PrintRegular />} onClick={print}>
        {words('manage.print')}
      </MenuItem>
      <MenuItem icon={<ArrowExportRegular />} onClick={onExport}>
        {words('export.action')}
      </MenuItem>
    </>
  );
}

/** Bevara, or Sluta bevara. */
function HoldItem({
  held,
  onKeep,
  onStop,
}: {
  readonly held: boolean;
  readonly onKeep: () => void;
  readonly onStop: () => void;
}) {
  const { t: words } = useTranslation(READING);
  return held ? (
    <MenuItem icon={<LockOpenRegular />} onClick={onStop}>
      {words('hold.stop')}
    </MenuItem>
  ) : (
    <MenuItem icon={<LockClosedRegular />} onClick={onKeep}>
      {words('hold.keep')}
    </MenuItem>
  );
}

/** Another page begins in one's own mailbox: the address says which one is meant. */
function useInThisMailbox(): (path: string) => string {
  const acting = useActing()?.acting;
  const { mailboxId } = useSession();
  return (path) => (acting ? `${path}?mailbox=${mailboxId}` : path);
}

/** Hantera: what can be done with a message as a whole; arrives with the click that wants it, so it starts open. */
export function ManageMenu({ folder, head, readable, alone }: ManageMenuProps) {
  const { t } = useTranslation();
  const { t: words } = useTranslation(READING);
  const host = useHost();
  const inThisMailbox = useInThisMailbox();
  const button = useElement<HTMLButtonElement>();
  const [asking, setAsking] = useState<'export' | 'stop-holding'>();
  const hold = useHold(head);
  const readOnly = useReadOnly();
  const actions = useMessageActions(folder, head);
  const deleting = actions.filter(({ action }) => action === 'delete');
  useLayoutEffect(() => focusHeir(button.element.current), [button.element]);
  // The line of the menu that opened the dialog is gone.
  const close = () => {
    setAsking(undefined);
    button.element.current?.focus();
  };
  return (
    <>
      <Menu defaultOpen positioning={{ position: 'below', align: 'start', autoSize: true }}>
        <MenuTrigger disableButtonEnhancement>
          <Button ref={button.set} icon={<ChevronDownRegular />} iconPosition="after">
            {t('messages.read.manage')}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {actions.map((item) => (item.action === 'delete' ? null : <ActionItem key={item.action} item={item} />))}
            {readable ? <ReadableItems head={head} onExport={() => setAsking('export')} /> : null}
            {head.mayHold && !readOnly ? (
              <HoldItem held={head.held === true} onKeep={() => hold(true)} onStop={() => setAsking('stop-holding')} />
            ) : null}
            {alone ? null : (
              <MenuItem
                icon={<OpenRegular />}
                onClick={() => host.openExternal(webAddress(inThisMailbox(paths.alone(head.id))))}
              >
                {words('manage.newTab')}
              </MenuItem>
            )}
            {deleting.length > 0 ? <MenuDivider /> : null}
            {deleting.map((item) => (
              <ActionItem key={item.action} item={item} />
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {asking === 'export' ? (
        <Suspense fallback={null}>
          <ExportDialog head={head} onClose={close} />
        </Suspense>
      ) : null}
      {asking === 'stop-holding' ? (
        <StopHoldingDialog
          onStop={() => {
            close();
            hold(false);
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}
