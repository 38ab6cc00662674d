import { Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActing } from '../../api/acting.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useContactsStyles } from './contacts.styles.ts';
import { ContactsSection } from './contacts-section.tsx';
import { CONTACTS, ContactsWords } from './contacts-words.tsx';
import { GroupsSection } from './groups-section.tsx';
import { RememberedSection } from './remembered-section.tsx';

const PARTS = ['contacts', 'groups', 'remembered'] as const;
type Part = (typeof PARTS)[number];

/** Adressbok: of one's own mailbox, or the common one of a function mailbox. */
export function ContactsScreen() {
  return (
    <ContactsWords>
      <Screen />
    </ContactsWords>
  );
}

function Screen() {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const acting = useActing()?.acting;
  const [part, setPart] = useState<Part>('contacts');
  useTitle(t('title'));
  // Whoever stands in for somebody uses her address book, and changes nothing in it.
  const mayChange = !acting?.until;
  const parts = mayChange ? PARTS : PARTS.filter((one) => one !== 'remembered');
  return (
    <div className={styles.root}>
      <PageHeading focusOn="contacts">{acting ? t('ofMailbox', { name: acting.name }) : t('title')}</PageHeading>
      <TabList
        className={styles.tabs}
        aria-label={t('tabs.label')}
        selectedValue={part}
        onTabSelect={(_event, { value }) => setPart(PARTS.find((one) => one === value) ?? 'contacts')}
      >
        {parts.map((one) => (
          <Tab key={one} id={`contacts-tab-${one}`} value={one} aria-controls="contacts-part">
            {t(`tabs.${one}`)}
          </Tab>
        ))}
      </TabList>
      <div id="contacts-part" className={styles.form} role="tabpanel" aria-labelledby={`contacts-tab-${part}`}>
        {part === 'contacts' ? <ContactsSection mayChange={mayChange} /> : null}
        {part === 'groups' ? <GroupsSection mayChange={mayChange} /> : null}
        {part === 'remembered' && mayChange ? <RememberedSection /> : null}
      </div>
    </div>
  );
}
