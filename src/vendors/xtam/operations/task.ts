/** `/rest/task` and `/rest/job`: scripts that run on records. The feature is documented, paths and answers are our proposal. */
import { recordFor } from '../domain/access.ts'
import { noteEvent } from '../domain/audit.ts'
import { listJobs, queueJob } from '../domain/jobs.ts'
import { checkName } from '../domain/object-input.ts'
import { findRecord } from '../domain/objects.ts'
import { requireTaskControl } from '../domain/permissions.ts'
import { createTask, deleteTask, findTask, tasksOf } from '../domain/tasks.ts'
import { requireApproval } from '../domain/workflow.ts'
import { OF_RECORDS, OF_VIEWING } from '../errors.ts'
import { proposed } from '../operation.ts'
import { json } from '../outcome.ts'
import { newTask } from '../schemas/administration.ts'
import { job, jobs, nothing, task, tasks } from '../schemas/answers.ts'
import { pageOf, parameter } from '../schemas/paging.ts'
import { ofRecord, taskOfRecord } from '../schemas/params.ts'
import { jobQuery } from '../schemas/query.ts'
import { jobView, taskView } from '../views/administration.ts'
import { JSON_TYPE } from '../wire/media-types.ts'

const TASKS = 'XTAM tasks page'

export const taskFunctions = [
  proposed({
    id: 'xtam.task.list',
    route: 'GET /task/list/:record',
    summary: "List a record's tasks",
    source: TASKS,
    params: ofRecord,
    answer: tasks,
    refusals: [...OF_VIEWING, 'wrong-kind'],
    run(call, { params }) {
      const { row: record } = recordFor(call, params.record, 'Viewer')
      return json(tasksOf(call.realm, record).map((row) => taskView(row, record.id)))
    },
  }),
  proposed({
    id: 'xtam.task.create',
    route: 'POST /task/create/:record',
    summary: 'Give a record a task of its own, which makes it unique',
    source: TASKS,
    consumes: JSON_TYPE,
    params: ofRecord,
    body: newTask,
    answer: task,
    refusals: [...OF_RECORDS, 'invalid-input'],
    run(call, input) {
      const { realm, user } = call
      const { row: record } = findRecord(realm, input.params.record)
      requireTaskControl(realm, user, record, 'Manage')
      const { name, script, event, delay } = input.json()
      const row = createTask(realm, record, { name: checkName(realm, name), script, event, delayMs: delay })
      noteEvent(call, 'Create', { kind: 'task', id: record.id, name: row.name })
      return json(taskView(row, record.id))
    },
  }),
  proposed({
    id: 'xtam.task.delete',
    route: 'POST /task/delete/:record/:task',
    summary: 'Take a task of its own from a record',
    source: TASKS,
    params: taskOfRecord,
    answer: nothing,
    refusals: [...OF_RECORDS, 'invalid-input'],
    run(call, { params }) {
      const { realm, user } = call
      const { row: record } = findRecord(realm, params.record)
      requireTaskControl(realm, user, record, 'Manage')
      const { name } = findTask(realm, record, params.task)
      deleteTask(realm, record, params.task)
      noteEvent(call, 'Delete', { kind: 'task', id: record.id, name })
      return json({})
    },
  }),
  proposed({
    id: 'xtam.task.execute',
    route: 'POST /task/execute/:record/:task',
    summary: 'Queue a run of a task on a record',
    source: TASKS,
    params: taskOfRecord,
    answer: job,
    refusals: [...OF_RECORDS, 'approval-missing'],
    run(call, { params }) {
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, params.record)
      requireTaskControl(realm, user, record, 'Execute')
      requireApproval(realm, user, record, 'Task Control')
      const row = findTask(realm, record, params.task)
      const queued = queueJob(realm, record, row, { login: user.login })
      noteEvent(call, 'Execute', { kind: 'task', id: record.id, name: row.name })
      return json(jobView(realm, queued, asked))
    },
  }),
  proposed({
    id: 'xtam.job.list',
    route: 'GET /job/list',
    summary: 'List jobs, newest first; of one record with ?record=',
    source: 'XTAM tasks page; job history report',
    query: jobQuery,
    answer: jobs,
    refusals: ['malformed-id', 'unknown-object', 'wrong-kind', 'invalid-input'],
    async run({ realm, user }, { query }) {
      const wanted = parameter(query, 'record')
      const found = wanted === undefined ? undefined : findRecord(realm, wanted)
      const rows = await pageOf(query, listJobs(realm, user, found?.row))
      return json(rows.map((row) => jobView(realm, row, found?.asked ?? 'public')))
    },
  }),
]
