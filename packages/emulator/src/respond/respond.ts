import type { Variables } from '../behaviour/filled.ts'
import { filledHeaders } from '../behaviour/named-templates.ts'
import type { Operation } from '../description/operation.ts'
import type { Json, JsonObject } from '../json.ts'
import { givenContent } from '../media/given-content.ts'
import { serveContent } from '../media/serve-content.ts'
import { beginUpload, resumeUpload } from '../media/upload.ts'
import type { Uploads } from '../media/uploads.ts'
import type { Stored } from '../state/store.ts'
import { type Answer, bytesAnswer, jsonAnswer, textAnswer } from './answer.ts'
import { expandRecords, expansionsOf } from './expand.ts'
import { maskFields } from './field-mask.ts'
import { unknownInMask } from './mask-problem.ts'
import { operate, planFor, withNamed } from './operate.ts'
import type { OperationPlan } from './operation-plan.ts'
import { type Call, type Done, isTrouble, type Trouble, type World } from './world.ts'

export interface Responder {
  readonly world: World
  /** By operation. */
  readonly plans: ReadonlyMap<string, OperationPlan>
  readonly problem: (problem: string, variables: Variables) => Answer
  /** An answer for an operation of which nothing is said: the description's example, else schema-valid data. */
  readonly exemplary: (operation: Operation, seed: string) => Json
  readonly uploads: Uploads
  /** Those of the description. */
  readonly schemas: JsonObject
}

/** The vendor's answer to a request that its description allows. */
export function respond(responder: Responder, asked: Call): Answer {
  const { world, plans, problem } = responder
  const { operation } = asked.request
  const found = plans.get(operation.name)
  if (!found) return answerByExample(responder, asked)
  const general = withNamed(world, found, asked)
  const plan = planFor(world, found, general)
  const call = plan === found ? general : withNamed(world, plan, general)
  const told = maskProblem(responder, plan, call) ?? uploaded(responder, { found, plan }, call)
  if (told) return 'problem' in told ? problem(told.problem, { ...call.variables, ...told.variables }) : told
  const result = operate(world, plan, call)
  if (isTrouble(result)) return problem(result.problem, { ...call.variables, ...result.variables })
  return downloaded(responder, { plan, call, done: result }) ?? written(world, { plan, call, done: result })
}

/** The file of a record, or the range of it that is asked for; `undefined` where there is none. */
function downloaded({ world, problem }: Responder, { plan, call, done }: Finished): Answer | undefined {
  if (plan.does !== 'download') return undefined
  const { variables } = done
  const stored = variables.stored as Stored | undefined
  const content = givenContent(stored?.content, plan.content?.(variables, world.templates))
  if (!content) return undefined
  const answer = serveContent(content, call, (name, more) => problem(name, { ...variables, ...more }))
  return {
    ...answer,
    headers: { ...answer.headers, ...filledHeaders(plan.headers, variables, world.templates) },
  }
}

/** A name in a field mask that the description's answer does not have. */
function maskProblem(
  { schemas }: Responder,
  { behaviour: { mask } }: OperationPlan,
  { request }: Call,
): Trouble | undefined {
  const text = mask?.strict ? request.query[mask.param] : undefined
  const { schema } = request.operation.success
  if (typeof text !== 'string' || !schema) return undefined
  const field = unknownInMask(text, schema, schemas)
  return field === undefined
    ? undefined
    : { problem: 'invalid_mask', variables: { field, param: mask?.param } }
}

interface Planned {
  readonly found: OperationPlan
  readonly plan: OperationPlan
}

/** What a request is told that opens an upload or goes on with one. */
function uploaded(
  { world, uploads }: Responder,
  { found, plan }: Planned,
  call: Call,
): Answer | Trouble | undefined {
  if (!plan.upload) return undefined
  const { begin, resume } = plan.upload
  const uploading = {
    world,
    uploads,
    written: (finished: OperationPlan, of: Call, done: Done) =>
      written(world, { plan: finished, call: of, done }),
  }
  if (begin) return beginUpload(uploading, { begin, plan, final: found }, call)
  return resume && resumeUpload(uploading, resume, call)
}

interface Finished {
  readonly plan: OperationPlan
  readonly call: Call
  readonly done: Done
}

function written(world: World, { plan, call, done }: Finished): Answer {
  const status = plan.behaviour.status ?? done.status ?? statusOf(call.request.operation, plan)
  const variables = expandRecords(world, { plan, variables: done.variables, expansions: expansionsOf(call) })
  const headers = { ...done.headers, ...filledHeaders(plan.headers, variables, world.templates) }
  const body = bodyOf(world, plan, variables)
  if (status === 204 || status === 304 || body === undefined)
    return bytesAnswer(status, Buffer.alloc(0), headers)
  const masked = plan.behaviour.mask ? maskFields(body, call.request.query, plan.behaviour.mask) : body
  // A text under a content type of its own is no JSON.
  if (typeof masked === 'string' && headers['content-type'] !== undefined)
    return textAnswer(status, masked, headers)
  return jsonAnswer(status, masked, headers)
}

function bodyOf(world: World, plan: OperationPlan, variables: Variables): Json | undefined {
  if (plan.answer)
    return plan.answer(variables, world.templates) ?? (plan.behaviour.answer === null ? undefined : {})
  if (plan.does === 'delete') return undefined
  if (plan.does === 'list') return variables.records as Json
  return (variables.record as Json | undefined) ?? {}
}

function statusOf({ success, method }: Operation, { does, behaviour }: OperationPlan): number {
  if (does === 'delete' && behaviour.answer === undefined) return 204
  return success.status || (method === 'POST' && does === 'create' ? 201 : 200)
}

function answerByExample({ exemplary }: Responder, { request: { operation }, url }: Call): Answer {
  const { status, mediaType } = operation.success
  if (mediaType === undefined || status === 204) return bytesAnswer(status, Buffer.alloc(0), {})
  const body = exemplary(operation, url)
  if (isJson(mediaType)) return jsonAnswer(status, body)
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return bytesAnswer(status, bytes, { 'content-type': mediaType })
}

function isJson(mediaType: string): boolean {
  return /[/+]json\b/.test(mediaType)
}
