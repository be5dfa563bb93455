/** The key store, part of the PKI API: paths, members and words are our reading of the titles in its index. */
import { printDate } from '../domain/dates.ts'
import {
  addKeystoreKey,
  deleteKeystoreKey,
  findKeystoreKey,
  listKeystoreKeys,
  updateKeystoreKey,
  type KeystoreFile,
} from '../domain/keystore.ts'
import type { Call } from '../call.ts'
import { operation } from '../operation.ts'
import { file, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/pki.ts'
import { keystoreChoice, keystoreWish } from '../schemas/keys.ts'
import { upload } from '../schemas/parameters.ts'
import { counted } from './pki-lists.ts'
import { present } from './present.ts'
import { uploadedFile } from './uploads.ts'

const titled = (title: string) =>
  ({
    source: `Key Manager Plus REST, "${title}"; path, members and words are our reading`,
    evidence: 'inferred',
  }) as const

const keyList = operation({
  id: 'pmp.keystore-key.list',
  route: 'GET /api/pki/restapi/getAllKeystoreKeys',
  name: 'getAllKeystoreKeys',
  summary: 'List what lies in the key store',
  ...titled('To GET all the keystore keys'),
  answer: answers.keystoreKeys,
  refusals: ['role.not-allowed'],
  run: ({ world, actor }) => ({
    text: 'keystoreKeysFetched',
    members: counted(
      listKeystoreKeys(world, actor).map(({ name, description, fileName, createdBy, createdAt }) => ({
        keyName: name,
        description,
        fileName,
        createdBy,
        creationTime: printDate(createdAt, world.settings.utcOffsetMinutes),
      })),
    ),
  }),
})

const keyExport = operation({
  id: 'pmp.keystore-key.export',
  route: 'GET /api/pki/restapi/exportKeystoreKey',
  name: 'exportKeystoreKey',
  summary: 'Download a key of the key store',
  ...titled('To export a keystore key'),
  secretAnswer: true,
  input: keystoreChoice,
  mandatory: ['keyName'],
  answer: file,
  refusals: ['role.not-allowed', 'keystore-key.not-found'],
  run: ({ world, actor }, { keyName = '' }) => ({
    text: 'keystoreKeysFetched',
    file: Buffer.from(findKeystoreKey(world, actor, keyName).contentBase64, 'base64'),
  }),
})

const keyAdd = operation({
  id: 'pmp.keystore-key.add',
  route: 'POST /api/pki/restapi/addKeystoreKey',
  name: 'addKeystoreKey',
  summary: 'Put a key into the key store',
  ...titled('To add a keystore key'),
  input: keystoreWish,
  body: upload('File'),
  mandatory: ['keyName'],
  answer: nothing,
  refusals: ['input.field-missing', 'role.not-allowed', 'keystore-key.exists'],
  run: (call, { keyName = '', description = '' }) => {
    addKeystoreKey(call.world, call.actor, keyName, { ...fileOf(call), description })
    return { text: 'keystoreKeyAdded' }
  },
})

const keyUpdate = operation({
  id: 'pmp.keystore-key.update',
  route: 'POST /api/pki/restapi/updateKeystoreKey',
  name: 'updateKeystoreKey',
  summary: 'Put another file in the place of a key of the key store',
  ...titled('To update a keystore key'),
  input: keystoreWish,
  body: upload('File'),
  mandatory: ['keyName'],
  answer: nothing,
  refusals: ['input.field-missing', 'role.not-allowed', 'keystore-key.not-found'],
  run: (call, { keyName = '', description }) => {
    updateKeystoreKey(call.world, call.actor, keyName, { ...fileOf(call), ...present({ description }) })
    return { text: 'keystoreKeyUpdated' }
  },
})

const keyDelete = operation({
  id: 'pmp.keystore-key.delete',
  route: 'DELETE /api/pki/restapi/deleteKeystoreKey',
  name: 'deleteKeystoreKey',
  summary: 'Take a key out of the key store',
  ...titled('To delete a keystore key'),
  input: keystoreChoice,
  mandatory: ['keyName'],
  answer: nothing,
  refusals: ['role.not-allowed', 'keystore-key.not-found'],
  run: ({ world, actor }, { keyName = '' }) => {
    deleteKeystoreKey(world, actor, keyName)
    return { text: 'keystoreKeyDeleted' }
  },
})

function fileOf(call: Call): KeystoreFile {
  const { fileName = 'key', content } = uploadedFile(call, 'File')
  return { fileName, contentBase64: content.toString('base64') }
}

export const keystoreOperations = [keyList, keyExport, keyAdd, keyUpdate, keyDelete]
