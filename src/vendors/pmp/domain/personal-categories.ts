/**
 * Categories of personal passwords, those of a fresh installation, with their columns. Client C6 reads SERVICENAME,
 * SERVICEURL, LOGINNAME, PASSWORD, BANKNAME, CARDNAME and CONTACTNAME, and knows a category by its first column; the other
 * columns are our reading.
 */
export interface PersonalColumn {
  /** What a row has it under. */
  readonly name: string
  readonly label: string
  readonly type: 'Character' | 'Password'
}

export interface PersonalCategory {
  readonly id: string
  readonly name: string
  readonly columns: readonly PersonalColumn[]
}

/** The one whose passwords can be filled in by the extension. */
export const WEB_ACCOUNTS: PersonalCategory = {
  id: '1',
  name: 'Web Accounts',
  columns: [
    character('SERVICENAME', 'Service Name'),
    character('SERVICEURL', 'Service URL'),
    character('LOGINNAME', 'Login Name'),
    secret('PASSWORD', 'Password'),
    character('NOTES', 'Notes'),
  ],
}

export const PERSONAL_CATEGORIES: readonly PersonalCategory[] = [
  WEB_ACCOUNTS,
  {
    id: '2',
    name: 'Banking',
    columns: [
      character('BANKNAME', 'Bank Name'),
      character('ACCOUNTNUMBER', 'Account Number'),
      secret('PASSWORD', 'Password'),
      character('NOTES', 'Notes'),
    ],
  },
  {
    id: '3',
    name: 'Credit Cards',
    columns: [
      character('CARDNAME', 'Card Name'),
      character('CARDNUMBER', 'Card Number'),
      secret('PASSWORD', 'Password'),
      character('NOTES', 'Notes'),
    ],
  },
  {
    id: '4',
    name: 'Contacts',
    columns: [
      character('CONTACTNAME', 'Contact Name'),
      character('EMAIL', 'Email'),
      character('PHONE', 'Phone'),
      character('NOTES', 'Notes'),
    ],
  },
]

function character(name: string, label: string): PersonalColumn {
  return { name, label, type: 'Character' }
}

function secret(name: string, label: string): PersonalColumn {
  return { name, label, type: 'Password' }
}
