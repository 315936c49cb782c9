import type { Definition, Entity, Operation } from '@sallyport/definition'
import { type Finding, unless } from './finding.ts'

/** What an engine needs of every definition, and this one does not state. */
export function metadataFindings({ entities }: Definition): Finding[] {
  return Object.entries(entities).flatMap(([name, entity]) => [
    ...entityFindings(name, entity),
    ...Object.entries(entity.actions).flatMap(([action, operation]) => [
      ...unless(operation.about !== undefined, `${name}.${action} about`, 'is missing'),
      ...flowFindings(`${name}.${action}`, operation),
    ]),
  ])
}

function entityFindings(name: string, { compact = [], untrusted, search, sync, actions }: Entity): Finding[] {
  const isListed = actions.list !== undefined
  return [
    ...unless(compact.length > 0, `${name} compact`, 'is missing'),
    ...unless(untrusted !== undefined, `${name} untrusted`, 'is missing; it may be empty'),
    ...unless(!isListed || search !== undefined, `${name} search`, 'is missing'),
    ...unless(!isListed || sync !== undefined, `${name} sync`, 'is missing'),
  ]
}

/** Who is reached and what they read, of a message; how much, of money. */
function flowFindings(at: string, { effect, flow = {}, params }: Operation): Finding[] {
  const { recipient = [], content = [], amount = [], url = [] } = flow
  const unknown = [...recipient, ...content, ...amount, ...url].filter(
    (name) => !Object.hasOwn(params.properties, name.split('.')[0] ?? name),
  )
  const isMessage = effect === 'external_message'
  return [
    ...unknown.map((name) => ({ at: `${at} flow.${name}`, problem: 'is no parameter' })),
    ...unless(!isMessage || recipient.length > 0, `${at} flow.recipient`, 'is missing'),
    ...unless(!isMessage || content.length > 0, `${at} flow.content`, 'is missing'),
    ...unless(effect !== 'money' || amount.length > 0, `${at} flow.amount`, 'is missing'),
  ]
}
