/** Named states of a workspace. Time, ids, faults and the journal are no part of them. */
import { unknownThing } from '../names.ts'
import { created, DONE, ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { snapshotParams, snapshotRequest } from '../schemas/snapshots.ts'

export const snapshotList = operation({
  id: 'control.snapshot.list',
  route: 'GET /snapshots',
  summary: 'Names of the snapshots',
  answers: { 200: answers.snapshots },
  run: ({ workspace }) => ok({ snapshots: workspace.world.snapshots() }),
})

export const snapshotTake = operation({
  id: 'control.snapshot.take',
  route: 'POST /snapshots',
  summary: 'Keeps the present state under a name',
  body: snapshotRequest,
  answers: { 201: answers.snapshot },
  run({ workspace }, { body: { name } }) {
    workspace.snapshot(name)
    return created({ name })
  },
})

export const snapshotRestore = operation({
  id: 'control.snapshot.restore',
  route: 'POST /snapshots/:name/restore',
  summary: 'Goes back to a snapshot',
  params: snapshotParams,
  answers: { 204: answers.nothing },
  run({ workspace }, { params: { name } }) {
    if (!workspace.world.snapshots().includes(name))
      throw unknownThing('snapshot', name, workspace.world.snapshots())
    workspace.restore(name)
    return DONE
  },
})

export const snapshotForget = operation({
  id: 'control.snapshot.forget',
  route: 'DELETE /snapshots/:name',
  summary: 'Forgets a snapshot',
  params: snapshotParams,
  answers: { 204: answers.nothing },
  run({ workspace }, { params: { name } }) {
    if (!workspace.world.forget(name)) throw unknownThing('snapshot', name, workspace.world.snapshots())
    return DONE
  },
})
