import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { PersonCircleRegular } from '@fluentui/react-icons/svg/person-circle';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../../api/session.tsx';
import { focusHeir } from '../../components/focus-heir.ts';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';

const useStyles = makeStyles({
  // On a narrow screen it goes from edge to edge, as high as its lines.
  popover: {
    '@media (max-width: 599px)': {
      boxSizing: 'border-box',
      width: '100vw',
      maxWidth: '100vw',
      borderRadius: 0,
    },
  },
  list: { maxWidth: 'none' },
  // Big enough for a finger, and for the panel not to end in the middle of the lines of folders below it.
  item: { maxWidth: 'none', '@media (max-width: 599px)': { minHeight: '44px', alignItems: 'center' } },
  trigger: { minWidth: 0, gap: tokens.spacingHorizontalSNudge, paddingInline: tokens.spacingHorizontalSNudge },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '@media (max-width: 599px)': { position: 'absolute', width: '1px', height: '1px', clipPath: 'inset(50%)' },
  },
});

export interface AccountMenuProps {
  readonly onAccount: () => void;
  readonly onSignOut: () => void;
}

/** Who is signed in, Mitt konto, for administrators Min organisation, and Logga ut; arrives with the click that wants it, so it starts open. */
export function AccountMenu({ onAccount, onSignOut }: AccountMenuProps) {
  const styles = useStyles();
  const { account } = useSession();
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Menu inline defaultOpen positioning={{ position: 'below', align: 'end', autoSize: true }}>
      <MenuTrigger disableButtonEnhancement>
        <Button ref={focusHeir} appearance="transparent" className={styles.trigger} icon={<PersonCircleRegular />}>
          <VisuallyHidden>{t('staff.account.menu')} </VisuallyHidden>
          <span className={styles.name}>{account.displayName}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList className={styles.list}>
          <MenuItem className={styles.item} onClick={onAccount}>
            {t('staff.account.title')}
          </MenuItem>
          {account.roles.includes('organisation-administrator') ? (
            <MenuItem className={styles.item} onClick={() => void navigate('/organisation/settings')}>
              {t('staff.account.administration')}
            </MenuItem>
          ) : null}
          {account.roles.includes('system-administrator') ? (
            <MenuItem className={styles.item} onClick={() => void navigate('/administration/organisations')}>
              {t('staff.account.installation')}
            </MenuItem>
          ) : null}
          <MenuItem className={styles.item} onClick={onSignOut}>
            {t('staff.account.signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
