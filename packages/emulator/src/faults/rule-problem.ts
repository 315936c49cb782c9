import { isObject, type JsonObject } from '../json.ts'
import type { Check } from './check.ts'
import { FAULT_SETTINGS, TIMING_SETTINGS } from './fault-settings.ts'

/** Why a value is no rule, or `undefined` when it is one. The sentence never repeats a value, which may be a secret. */
export function ruleProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'A rule is an object with the "kind" of a fault.'
  const { kind } = value
  if (typeof kind !== 'string' || !Object.hasOwn(FAULT_SETTINGS, kind)) {
    return `There is no fault ${shown(kind)}.`
  }
  const known = new Map<string, Check>([
    ...Object.entries(TIMING_SETTINGS),
    ...Object.entries(FAULT_SETTINGS[kind as keyof typeof FAULT_SETTINGS]),
  ])
  return memberProblem(value, known) ?? latencyProblem(value) ?? timingProblem(value) ?? refusedProblem(value)
}

function memberProblem(rule: JsonObject, known: ReadonlyMap<string, Check>): string | undefined {
  for (const name of Object.keys(rule)) {
    if (name !== 'kind' && !known.has(name)) return `The fault "${rule.kind}" has no setting ${shown(name)}.`
  }
  for (const [name, { fits, says, required }] of known) {
    const value = Object.hasOwn(rule, name) ? rule[name] : undefined
    if (value === undefined ? required : !fits(value)) return `"${name}" of the fault "${rule.kind}" ${says}.`
  }
  return undefined
}

/** Longer ones were cut: a message is no place for what somebody sent. */
function shown(name: unknown): string {
  return typeof name === 'string' ? JSON.stringify(name.slice(0, 50)) : 'without a name'
}

const LATENCIES = ['ms', 'min,max', 'p50,p99']

function latencyProblem(rule: JsonObject): string | undefined {
  if (rule.kind !== 'latency') return undefined
  const { min = 0, max = 0, p50 = 0, p99 = 0 } = rule
  const given = ['ms', 'min', 'max', 'p50', 'p99'].filter((name) => rule[name] !== undefined)
  if (!LATENCIES.includes(given.join()))
    return 'The fault "latency" has "ms", "min" and "max", or "p50" and "p99".'
  if (Number(max) < Number(min)) return '"max" of the fault "latency" is at least "min".'
  return Number(p99) < Number(p50) ? '"p99" of the fault "latency" is at least "p50".' : undefined
}

const CHOICES = ['nth', 'every', 'probability'] as const

function timingProblem(rule: JsonObject): string | undefined {
  const given = CHOICES.filter((name) => rule[name] !== undefined)
  if (given.length > 1) return `A rule has one of ${given.map((name) => `"${name}"`).join(' and ')}.`
  if (rule.nth !== undefined && rule.times !== undefined)
    return '"nth" is one request: there is no "times" with it.'
  if (rule.token !== undefined && rule.credential !== undefined) return 'A rule has "token" or "credential".'
  return undefined
}

/** It is played on the whole server, before there is a request. */
function refusedProblem(rule: JsonObject): string | undefined {
  if (rule.kind !== 'connection-refused') return undefined
  const name = Object.keys(TIMING_SETTINGS).find((timing) => rule[timing] !== undefined)
  return name && `The fault "connection-refused" is not for single requests: it has no "${name}".`
}
