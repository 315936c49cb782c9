import { SallyportError } from '@sallyport/errors'
import { type Binaries, prepareBinaries } from './binaries.ts'
import { findBinariesPackage } from './binaries-package.ts'
import { prepareCluster } from './cluster.ts'
import { prepareSocketFolder } from './socket.ts'
import { type Account, makeDirectory, unprivilegedAccount } from './unprivileged.ts'

/** All that a server needs on disk, ready to be started. */
export interface Installation {
  /** Real path of the folder that holds the rest. */
  readonly directory: string
  readonly cluster: string
  readonly socketFolder: string
  readonly binaries: Binaries
  readonly account: Account | undefined
}

export async function prepareInstallation(folder: string, signal: AbortSignal): Promise<Installation> {
  try {
    const source = await findBinariesPackage()
    const account = unprivilegedAccount()
    const directory = await makeDirectory(folder, account)
    const binaries = await prepareBinaries({ directory, source, account })
    const cluster = await prepareCluster({ directory, binaries, account, signal })
    return {
      directory,
      cluster,
      socketFolder: await prepareSocketFolder({ directory, account }),
      binaries,
      account,
    }
  } catch (error) {
    throw isSystemError(error) ? unusable(folder, error) : error
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

function unusable(folder: string, cause: NodeJS.ErrnoException): SallyportError {
  return new SallyportError(
    'configuration_invalid',
    `PostgreSQL cannot keep its data in ${folder}: ${cause.message}`,
    {
      fix: 'Choose a SALLYPORT_DATA_DIR that this user can write to, run the engine as another user, or set DATABASE_URL.',
      cause,
    },
  )
}
