/** Who exists in demo mode. Personal numbers are test numbers of Skatteverket's published kind (not given to anybody). */
export const DEMO_PASSWORD = 'SEFOS-demo-1';

export interface DemoAccount {
  readonly email: string;
  readonly displayName: string;
  readonly role: string;
  readonly roles: readonly ('user' | 'organisation-administrator' | 'system-administrator')[];
  readonly organisation: 'storkommun' | 'lillkommun' | 'sefos';
  readonly phone: string;
  readonly personalNumber: string;
}

export const DEMO_ORGANISATIONS = [
  { slug: 'storkommun', name: 'Storkommun', domains: ['storkommun.example'], switchboard: '08-123 45 60' },
  { slug: 'lillkommun', name: 'Lillkommun', domains: ['lillkommun.example'], switchboard: '0910-555 00' },
  { slug: 'sefos', name: 'SEFOS', domains: ['sefos.example'], switchboard: '08-555 010 00' },
] as const;

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    email: 'handlaggare@storkommun.example',
    displayName: 'Hanna Handläggare',
    role: 'Handläggare',
    roles: ['user'],
    organisation: 'storkommun',
    phone: '+46701740601',
    personalNumber: '198507099805',
  },
  {
    email: 'kollega@storkommun.example',
    displayName: 'Kalle Kollega',
    role: 'Kollega',
    roles: ['user'],
    organisation: 'storkommun',
    phone: '+46701740602',
    personalNumber: '199006292388',
  },
  {
    email: 'orgadmin@storkommun.example',
    displayName: 'Olga Orgadmin',
    role: 'Organisationsadministratör',
    roles: ['user', 'organisation-administrator'],
    organisation: 'storkommun',
    phone: '+46701740603',
    personalNumber: '196408232384',
  },
  {
    email: 'handlaggare@lillkommun.example',
    displayName: 'Lisa Lill',
    role: 'Handläggare i en annan organisation',
    roles: ['user'],
    organisation: 'lillkommun',
    phone: '+46701740604',
    personalNumber: '197802022389',
  },
  {
    email: 'sysadmin@sefos.example',
    displayName: 'Sture Sysadmin',
    role: 'SEFOS-administratör',
    roles: ['user', 'system-administrator'],
    organisation: 'sefos',
    phone: '+46701740605',
    personalNumber: '195606142387',
  },
];

export interface DemoCitizen {
  readonly label: string;
  readonly givenName: string;
  readonly surname: string;
  readonly personalNumber: string;
}

export const DEMO_CITIZENS: readonly DemoCitizen[] = [
  { label: 'Maja Medborgare', givenName: 'Maja', surname: 'Medborgare', personalNumber: '199001012385' },
  { label: 'Nils Nyfiken (wrong person)', givenName: 'Nils', surname: 'Nyfiken', personalNumber: '198001019804' },
];
