import { requestsAt } from './drive-at.ts'

/** Calls every operation of the slice once at least; gives what each answered, as text. */
export async function walk(url: string): Promise<readonly string[]> {
  const send = requestsAt(url)
  const answers: string[] = []
  const call = async (line: string, body?: object) => {
    const [method = '', path = ''] = line.split(' ')
    const { status, bytes, json, headers } = await send(path, { method, ...(body && { body }) })
    answers.push(`${line} ${status} ${headers.get('location') ?? ''} ${bytes.toString('latin1')}`)
    return { ...json, location: headers.get('location') } as Readonly<Record<string, string>>
  }
  const drive = '/drive/v3'
  await call(`GET ${drive}/about?fields=*`)
  await call(`GET ${drive}/files/generateIds`)
  const { startPageToken } = await call(`GET ${drive}/changes/startPageToken`)
  const { id } = await call(`POST ${drive}/files`, { name: 'a.txt', mimeType: 'text/plain' })
  const file = `${drive}/files/${id}`
  await call(`GET ${drive}/files?fields=*`)
  await call(`GET ${file}?fields=*`)
  await call(`PATCH ${file}`, { name: 'b.txt' })
  await call(`POST ${file}/copy`, {})
  await call(`POST ${file}/watch`, { id: 'channel', type: 'web_hook', address: 'https://example.com/hook' })
  const document = await call(`POST ${drive}/files`, {
    name: 'Doc',
    mimeType: 'application/vnd.google-apps.document',
  })
  await call(`GET ${drive}/files/${document.id}/export?mimeType=text/plain`)
  for (const [method, path] of [
    ['POST', '/upload/drive/v3/files'],
    ['PATCH', `/upload${file}`],
  ] as const) {
    const { location } = await call(`${method} ${path}?uploadType=resumable`, { name: 'up.json' })
    await call(`PUT ${location}`, { bytes: 'of a file' })
  }
  await call(`GET ${file}/permissions?fields=*`)
  const permission = await call(`POST ${file}/permissions`, {
    type: 'user',
    role: 'reader',
    emailAddress: 'bob@example.com',
  })
  await call(`GET ${file}/permissions/${permission.id}?fields=*`)
  await call(`PATCH ${file}/permissions/${permission.id}`, { role: 'writer' })
  await call(`DELETE ${file}/permissions/${permission.id}`)
  const comment = await call(`POST ${file}/comments?fields=*`, { content: 'Well' })
  const comments = `${file}/comments/${comment.id}`
  await call(`GET ${file}/comments?fields=*`)
  await call(`GET ${comments}?fields=*`)
  await call(`PATCH ${comments}?fields=*`, { content: 'Well, well' })
  const reply = await call(`POST ${comments}/replies?fields=*`, { content: 'So' })
  await call(`GET ${comments}/replies?fields=*`)
  await call(`GET ${comments}/replies/${reply.id}?fields=*`)
  await call(`PATCH ${comments}/replies/${reply.id}?fields=*`, { content: 'So, so' })
  await call(`DELETE ${comments}/replies/${reply.id}`)
  await call(`DELETE ${comments}`)
  const { revisions } = (await call(`GET ${file}/revisions?fields=*`)) as unknown as {
    revisions: { id: string }[]
  }
  const revision = `${file}/revisions/${revisions[0]?.id}`
  await call(`GET ${revision}?fields=*`)
  await call(`PATCH ${revision}`, { keepForever: true })
  await call(`DELETE ${revision}`)
  await call(`GET ${drive}/changes?pageToken=${startPageToken}&fields=*`)
  await call(`POST ${drive}/changes/watch?pageToken=${startPageToken}`, {
    id: 'c',
    type: 'web_hook',
    address: 'https://example.com/hook',
  })
  await call(`POST ${drive}/channels/stop`, { id: 'c', resourceId: 'r' })
  const shared = await call(`POST ${drive}/drives?requestId=r`, { name: 'Team' })
  await call(`GET ${drive}/drives?fields=*`)
  for (const line of ['GET', 'POST/hide', 'POST/unhide', 'DELETE']) {
    const [method, verb] = line.split('/')
    await call(`${method} ${drive}/drives/${shared.id}${verb ? `/${verb}` : ''}`)
    if (line === 'GET') await call(`PATCH ${drive}/drives/${shared.id}`, { name: 'Team 2' })
  }
  await call(`PATCH ${file}`, { trashed: true })
  await call(`DELETE ${drive}/files/trash`)
  await call(`DELETE ${drive}/files/${document.id}`)
  return answers
}
