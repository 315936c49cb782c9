import { chown, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SallyportError } from '@sallyport/errors'
import type { Binaries } from './binaries.ts'
import { buildFolder } from './draft-folder.ts'
import { programFailure, runProgram } from './program.ts'
import type { Account } from './unprivileged.ts'

export interface ClusterOptions {
  readonly directory: string
  readonly binaries: Binaries
  readonly account: Account | undefined
  readonly signal: AbortSignal
}

export const SUPERUSER = 'postgres'

/** postgresql.org/docs/18/app-initdb.html. The collation is PostgreSQL's own: the system's changes with its libc. */
const INITDB_ARGUMENTS = [
  `--username=${SUPERUSER}`,
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--auth-local=trust',
  '--auth-host=reject',
  '--no-instructions',
]

/** The data folder of the cluster, made by initdb where there is none. */
export async function prepareCluster(options: ClusterOptions): Promise<string> {
  const cluster = join(options.directory, 'cluster')
  await buildFolder(cluster, (draft) => initialise(draft, options))
  await requireOwner(cluster, options.account)
  await requireMajor(cluster, options.binaries.major)
  return cluster
}

async function initialise(draft: string, { binaries, account, signal }: ClusterOptions): Promise<void> {
  if (account !== undefined) await chown(draft, account.uid, account.gid)
  try {
    await runProgram(binaries.initdb, [...INITDB_ARGUMENTS, '--pgdata', draft], { account, signal })
  } catch (cause) {
    const message = `PostgreSQL could not make a cluster: ${programFailure(cause)}`
    throw new SallyportError('configuration_invalid', message, { cause })
  }
}

/** postgres runs only as the owner of its data (postgresql.org/docs/18/creating-cluster.html). */
async function requireOwner(cluster: string, account: Account | undefined): Promise<void> {
  const { uid } = await stat(cluster)
  const own = account?.uid ?? process.getuid?.()
  if (uid === own) return
  throw new SallyportError(
    'configuration_invalid',
    `${cluster} belongs to uid ${uid}, and PostgreSQL would run as uid ${own}.`,
    {
      fix: 'Run the engine as the user that made the folder (root, where it belongs to uid 65534), or choose another SALLYPORT_DATA_DIR.',
    },
  )
}

async function requireMajor(cluster: string, major: string): Promise<void> {
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((cause: unknown) => {
    throw new SallyportError(
      'configuration_invalid',
      `${cluster} is not the cluster of a PostgreSQL server.`,
      {
        fix: 'Move it away, or choose another SALLYPORT_DATA_DIR.',
        cause,
      },
    )
  })
  const [found = 'of an unknown version'] = /^[\d.]{1,6}/.exec(text) ?? []
  if (found === major) return
  throw new SallyportError(
    'configuration_invalid',
    `${cluster} was written by PostgreSQL ${found}, and the installed one is ${major}: they cannot read each other's files.`,
    { fix: 'Make a backup with the version of the engine that wrote it and restore that with this version.' },
  )
}
