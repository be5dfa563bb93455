/** Answers of success. */
import { z } from 'zod'
import { deferred, type Deferred } from '../../../kernel/schema.ts'
import type { DocumentAnswer } from '../../../kernel/surface/document.ts'
import type { SpsOperation } from '../operation.ts'
import { treeOperationOf } from '../operations/configuration.ts'
import { snapshotPage, windowPage } from '../schemas/audit.ts'
import { done } from '../schemas/common.ts'
import { changeAnswers, orderAnswer } from '../schemas/configuration.ts'
import { answerOf } from './configuration.ts'
import { header } from './headers.ts'

const JSON_TYPE = 'application/json'
const TEXT = { type: 'string' } as const
const FILE = { type: 'string', format: 'binary' } as const

const allow = header('Allow')
const located = { ...allow, ...header('Location') }

/** Those that make an object, besides those of the tree. */
const CREATING: ReadonlySet<string> = new Set([
  'sps.user.api-keys.create',
  'sps.upload.firmware',
  'sps.upload.plugin',
  'sps.support-bundle.create',
  'sps.cluster.add-node',
  'sps.ssh-host-keys.create',
])

/** Those that answer with more than one status, or with something else than one form of JSON. */
const SPECIAL: Readonly<Record<string, (operation: SpsOperation) => readonly DocumentAnswer[]>> = {
  'sps.authentication.login': ({ answer }) => {
    const content = { [JSON_TYPE]: answer! }
    const headers = { ...allow, ...header('Set-Cookie') }
    return [
      { status: 200, description: 'A session is open', headers, content },
      {
        status: 302,
        description: 'A session was opened for a certificate',
        headers: { ...headers, ...header('Location') },
        content,
      },
    ]
  },
  'sps.setup.complete': () => [
    { status: 303, description: 'The appliance starts; see GET /api/setup', headers: located },
  ],
  'sps.firmware.fetch': ({ answer }) => [
    {
      status: 202,
      description: 'The download waits in the queue or runs',
      headers: allow,
      content: { [JSON_TYPE]: answer! },
    },
  ],
  'sps.audit.search': () => [
    {
      status: 200,
      description: 'A page of the sessions: by its offset, or of a snapshot',
      headers: allow,
      content: {
        [JSON_TYPE]: deferred(() => z.union([windowPage(), snapshotPage()])),
        'text/csv': TEXT,
      },
    },
  ],
  'sps.audit.trail': () => [file('application/octet-stream')],
  'sps.support-bundle.download': () => [file('application/gzip')],
}

/** Answers that tell no more than that something is done: they look the same wherever they are given. */
const SHARED: ReadonlySet<Deferred> = new Set([...changeAnswers, orderAnswer, done])

export function successOf(operation: SpsOperation): readonly DocumentAnswer[] {
  const special = SPECIAL[operation.id]
  if (special) return special(operation)
  const tree = treeOperationOf(operation)
  const schema = tree ? answerOf(tree.node, tree.verb, tree.isMember) : operation.answer!
  const isNew = CREATING.has(operation.id) || tree?.verb === 'create'
  const shared = SHARED.has(schema) ? schema().meta()?.id : undefined
  return [
    {
      status: isNew ? 201 : 200,
      ...(shared !== undefined && { id: shared }),
      description: isNew ? 'The object was made' : 'Success',
      headers: isNew ? located : allow,
      content: { [JSON_TYPE]: schema },
    },
  ]
}

function file(type: string): DocumentAnswer {
  const headers = { ...allow, ...header('Content-Disposition') }
  return { status: 200, description: 'The file', headers, content: { [type]: FILE } }
}
