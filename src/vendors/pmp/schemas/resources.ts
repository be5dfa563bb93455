/** INPUT_DATA of the operations on resources and their accounts. */
import { z } from 'zod'
import { deferred, type OutputOf } from '../../../kernel/schema.ts'
import { choice, count, customFields, id, name, text } from './fields.ts'

/** Create resource: the 2014 page names the first seven, later pages and clients C2, C4, C5, C13 the others. */
export const newResource = deferred(() =>
  z.object({
    RESOURCENAME: name,
    ACCOUNTNAME: name,
    RESOURCETYPE: text,
    PASSWORD: text,
    NOTES: text,
    RESOURCEURL: text,
    RESOURCECUSTOMFIELD: customFields,
    ACCOUNTCUSTOMFIELD: customFields,
    RESOURCEDESCRIPTION: text,
    DNSNAME: text,
    DOMAINNAME: text,
    DEPARTMENT: text,
    LOCATION: text,
    OWNERNAME: text,
    RESOURCEGROUPNAME: text,
    RESOURCEPASSWORDPOLICY: text,
    ACCOUNTPASSWORDPOLICY: text,
  }),
)

/** Lists: which rows, and from where to where. */
export const listing = deferred(() =>
  z.object({
    VIEWTYPE: choice([
      'ALLMYPASSWORD',
      'FAVOURITEPASSWORD',
      'RECENTLYACCESSEDPASSWORD',
      'LINUXSSHPASSWORD',
      'WINDOWSRDPPASSWORD',
    ]),
    STARTINDEX: count,
    LIMIT: count,
    SEARCHTYPE: choice(['RESOURCE', 'ACCOUNT']),
    SEARCHCOLUMN: text,
    SEARCHVALUE: text,
  }),
)

/** Of the accounts of a resource, only those that are in a group by it (PAM360 REST, accountapi-2). */
export const accountSearch = deferred(() => listing().extend({ GROUPID: id }))

export type AccountListing = OutputOf<typeof accountSearch>
export type Listing = OutputOf<typeof listing>
