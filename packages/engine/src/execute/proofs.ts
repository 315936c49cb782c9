import { type CheckReport, check, run } from '@sallyport/runtime'
import type { AcceptedLog } from '../credentials/accepted-log.ts'
import type { CredentialRows } from '../credentials/credential-rows.ts'
import type { Refusals } from '../credentials/refusals.ts'
import type { BoundConnector } from './find-connector.ts'
import type { Principal } from './principal.ts'
import { type CallingOptions, runOptions } from './run-options.ts'
import type { Unlock } from './unlock.ts'

export interface ProofsOptions extends CallingOptions {
  readonly credentials: Pick<CredentialRows, 'accepted'>
  readonly accepted: AcceptedLog
  readonly refusals: Refusals
  readonly unlock: Unlock
  readonly isRenewable: (connector: BoundConnector) => Promise<boolean>
  readonly newId: () => string
}

/** What calls prove about the credential that they were made with, and what becomes of its state by that. */
export class Proofs {
  readonly #options: ProofsOptions

  constructor(options: ProofsOptions) {
    this.#options = options
  }

  /** A call succeeded. Nobody waits for it. */
  worked({ row }: BoundConnector): void {
    this.#options.accepted.note(row)
  }

  /** A call ended with a refusal of the credential (401). Nobody waits for what is found out about it. */
  refused(connector: BoundConnector, principal: Principal): void {
    this.#options.refusals.suspect(connector.row, async () => {
      if (await this.#options.isRenewable(connector)) return 'left alone'
      const { error } = await this.#check(connector, principal)
      return error?.code === 'credential_invalid' ? 'over' : 'left alone'
    })
  }

  /** Somebody had the credential checked, and waits for the answer: the state follows it at once. */
  async checked(connector: BoundConnector, { error }: Pick<CheckReport, 'error'>): Promise<void> {
    const { scope, row } = connector
    const { credentials, refusals, isRenewable } = this.#options
    if (error === undefined) {
      const { version } = row.credential
      await credentials.accepted(scope, [{ connectorId: row.id, version, checked: true }])
    } else if (error.code === 'credential_invalid' && !(await isRenewable(connector))) {
      await refusals.confirm(row)
    }
  }

  async #check(connector: BoundConnector, principal: Principal): Promise<CheckReport> {
    const authorizer = await this.#options.unlock(connector)
    const context = { definition: connector.template.definition, config: connector.config }
    const options = { ...runOptions(this.#options, principal, connector), callId: this.#options.newId() }
    return check(context, { entities: [], send: (call) => run(call, authorizer, options) })
  }
}
