/** What a call names by its id, for whoever has the right to it: first it must be there, then the right, then the approval. */
import type { FolderRow, ObjectRow, RecordControl, RecordRow, UserRow } from '../state.ts'
import { findAnyRecord, findFolder, findObject, findRecord, type Found } from './objects.ts'
import { requireControl } from './permissions.ts'
import { requireApproval } from './workflow.ts'
import type { Realm } from './world.ts'

interface Asking {
  readonly realm: Realm
  readonly user: UserRow
}

type Find<Row> = (realm: Realm, id: string) => Found<Row>

const forWhom =
  <Row extends ObjectRow>(find: Find<Row>) =>
  /** @throws XtamError when there is none, or the user has less than `needed` on it */
  ({ realm, user }: Asking, id: string, needed: RecordControl): Found<Row> => {
    const found = find(realm, id)
    requireControl(realm, user, found.row, needed)
    return found
  }

export const objectFor = forWhom<ObjectRow>(findObject)
export const folderFor = forWhom<FolderRow>(findFolder)
/** A record in use. */
export const recordFor = forWhom<RecordRow>(findRecord)
/** A record, archived or not. */
export const anyRecordFor = forWhom<RecordRow>(findAnyRecord)

/** A record in use whose secrets the user may see now, or change. */
export function secretsFor(asking: Asking, id: string, needed: RecordControl = 'Unlock'): Found<RecordRow> {
  const found = recordFor(asking, id, needed)
  requireApproval(asking.realm, asking.user, found.row, 'Record Control')
  return found
}

/** An object whose rights the user may change now. */
export function rightsFor(asking: Asking, id: string): Found<ObjectRow> {
  const found = objectFor(asking, id, 'Owner')
  requireApproval(asking.realm, asking.user, found.row, 'Administration')
  return found
}
