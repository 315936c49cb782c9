import { isObject, type Json, parseJson } from '../json.ts'
import type { Answer } from '../respond/answer.ts'
import { contentType, rewritten } from './edit-answer.ts'

/** What to do with a member of a token answer: a value to have instead, or `undefined` to have none. */
export type Edit = (name: string, value: Json) => Json | undefined

/** A token answer with its members edited, at any depth: JSON, or the form that older endpoints answer with. */
export function editToken(answer: Answer, edit: Edit): Answer {
  if (contentType(answer).startsWith('application/x-www-form-urlencoded')) {
    return rewritten(answer, (text) => editForm(text, edit))
  }
  return rewritten(answer, (text) => editJson(text, edit))
}

function editForm(text: string, edit: Edit): string {
  const members = [...new URLSearchParams(text)].flatMap(([name, value]) => {
    const edited = edit(name, value)
    return edited === undefined ? [] : [[name, String(edited)] as [string, string]]
  })
  return new URLSearchParams(members).toString()
}

function editJson(text: string, edit: Edit): string {
  try {
    return JSON.stringify(edited(parseJson(text) as Json, edit))
  } catch {
    // What is no JSON has no members.
    return text
  }
}

function edited(value: Json, edit: Edit): Json {
  if (Array.isArray(value)) return value.map((item: Json) => edited(item, edit))
  if (!isObject(value)) return value
  const members = Object.entries(value).flatMap(([name, child]) => {
    const result = edit(name, child)
    return result === undefined ? [] : [[name, edited(result, edit)] as const]
  })
  return Object.fromEntries(members)
}
