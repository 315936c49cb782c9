import { randomBytes, randomUUID } from 'node:crypto'
import type { NewOrganization } from '@sallyport/engine'
import type { FirstDeployment } from '../deployment.ts'
import type { PrepareOptions } from '../prepare-database.ts'

/** An organization whose keys open nothing: a database does not look into what is sealed. */
export function newOrganization(name: string): NewOrganization {
  const id = randomUUID()
  return {
    id,
    name,
    key: { id: randomUUID(), organizationId: id, rootKeyId: 'root', wrapped: Buffer.from(`key of ${name}`) },
    signingKey: {
      id: randomUUID(),
      organizationId: id,
      publicKey: { kty: 'OKP', x: name },
      sealed: Buffer.from(`signing key of ${name}`),
    },
    application: {
      id: randomUUID(),
      organizationId: id,
      name,
      secretHash: randomBytes(32),
      createdAt: new Date(),
      madeBy: null,
    },
    clientId: 'client id',
    clientSecret: 'client secret',
  }
}

export const ENGINE_PASSWORD = 'password-of-the-engine'

export function firstDeployment(organization: NewOrganization = newOrganization('first')): FirstDeployment {
  return {
    id: randomUUID(),
    rootKeyId: 'root',
    probe: Buffer.from('probe'),
    sealedEnginePassword: Buffer.from('sealed password'),
    scopeKey: randomBytes(32),
    organization,
  }
}

/** How a start prepares a database, where nothing goes wrong. */
export function prepareOptions(connection: PrepareOptions['connection']): PrepareOptions {
  return {
    connection,
    createFirst: async () => firstDeployment(),
    beforeCommit: async () => {},
    openEnginePassword: async () => ENGINE_PASSWORD,
  }
}
