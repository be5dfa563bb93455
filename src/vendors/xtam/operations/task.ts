/** `/rest/task` and `/rest/job`: scripts that run on records. The feature is documented, paths and answers are our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { jobView, taskView } from '../views/administration.ts'
import { callOf, noteEvent } from '../call.ts'
import { listJobs, queueJob } from '../domain/jobs.ts'
import { checkName } from '../domain/object-input.ts'
import { findRecord } from '../domain/objects.ts'
import { requireControl, requireTaskControl } from '../domain/permissions.ts'
import { createTask, deleteTask, findTask, tasksOf } from '../domain/tasks.ts'
import { requireApproval } from '../domain/workflow.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE } from '../wire/forms.ts'
import { proposed } from '../proposed.ts'
import { newTask } from '../schemas/administration.ts'
import { readJson } from '../schemas/json.ts'
import { pageOf, parameter, type Query } from '../schemas/paging.ts'

const TASKS = 'XTAM tasks page'
const JOBS = 'XTAM tasks page; job history report'

export const taskRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Params: { record: string } }>(
    '/task/list/:record',
    { config: proposed('task.list', "List a record's tasks", TASKS) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const { row: record } = findRecord(realm, request.params.record)
      requireControl(realm, user, record, 'Viewer')
      const tasks = tasksOf(realm, record)
      return sendJson(
        request,
        reply,
        tasks.map((task) => taskView(task, record.id)),
      )
    },
  )

  app.post<{ Params: { record: string } }>(
    '/task/create/:record',
    {
      config: {
        ...proposed('task.create', 'Give a record a task of its own, which makes it unique', TASKS),
        xtamConsumes: JSON_TYPE,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record } = findRecord(realm, request.params.record)
      requireTaskControl(realm, user, record, 'Manage')
      const { name, script, event, delay } = readJson(request, newTask, TASKS)
      const wanted = { name: checkName(realm, name), script, event, delayMs: delay }
      const task = createTask(realm, record, wanted)
      noteEvent(call, 'Create', { kind: 'task', id: record.id, name: task.name })
      return sendJson(request, reply, taskView(task, record.id))
    },
  )

  app.post<{ Params: { record: string; task: string } }>(
    '/task/delete/:record/:task',
    { config: proposed('task.delete', 'Take a task of its own from a record', TASKS) },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record } = findRecord(realm, request.params.record)
      requireTaskControl(realm, user, record, 'Manage')
      const { name } = findTask(realm, record, request.params.task)
      deleteTask(realm, record, request.params.task)
      noteEvent(call, 'Delete', { kind: 'task', id: record.id, name })
      return sendJson(request, reply, {})
    },
  )

  app.post<{ Params: { record: string; task: string } }>(
    '/task/execute/:record/:task',
    { config: proposed('task.execute', 'Queue a run of a task on a record', TASKS) },
    (request, reply) => {
      const call = callOf(request)
      const { realm, user } = call
      const { row: record, asked } = findRecord(realm, request.params.record)
      requireTaskControl(realm, user, record, 'Execute')
      requireApproval(realm, user, record, 'Task Control')
      const task = findTask(realm, record, request.params.task)
      const job = queueJob(realm, record, task, { login: user.login })
      noteEvent(call, 'Execute', { kind: 'task', id: record.id, name: task.name })
      return sendJson(request, reply, jobView(realm, job, asked))
    },
  )

  app.get<{ Querystring: Query }>(
    '/job/list',
    { config: proposed('job.list', 'List jobs, newest first; of one record with ?record=', JOBS) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      const wanted = parameter(request.query, 'record')
      const found = wanted === undefined ? undefined : findRecord(realm, wanted)
      const jobs = pageOf(request.query, listJobs(realm, user, found?.row))
      return sendJson(
        request,
        reply,
        jobs.map((job) => jobView(realm, job, found?.asked ?? 'public')),
      )
    },
  )
}
