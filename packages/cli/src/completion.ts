import type { CommandRow } from './command-row.ts'
import type { HostCommand } from './host.ts'
import { flagsOf } from './input/flags.ts'
import { COMMON_FLAGS } from './input/read-arguments.ts'

/** A command of the program that is no row of the table. */
export type Named = Pick<HostCommand, 'words' | 'about'>

export const SHELLS = ['bash', 'zsh', 'fish'] as const

/** A script that completes words and flags, for a shell to read. It is made of our own table alone. */
export function completion(
  shell: (typeof SHELLS)[number],
  rows: readonly CommandRow[],
  more: readonly Named[],
): string {
  const known = [...rows, ...more]
  const first = [...new Set(known.map(({ words }) => words[0] ?? ''))]
  const second = first.flatMap((word): [string, string[]][] => {
    const words = known.filter(({ words }) => words[0] === word).flatMap(({ words }) => words.slice(1, 2))
    return words.length === 0 ? [] : [[word, words]]
  })
  const flags = rows.map((row): [string, string[]] => [
    row.words.join(' '),
    [...flagsOf(row).map(({ flag }) => flag), ...Object.keys(COMMON_FLAGS)].map((flag) => `--${flag}`),
  ])
  if (shell === 'fish') return fish(first, second, flags)
  const script = bash(first, second, flags)
  return shell === 'zsh' ? `${ZSH}${script}` : script
}

/** What reads scripts of bash needs the completion of zsh to be there, which a bare configuration does not load. */
const ZSH = `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
autoload -Uz bashcompinit && bashcompinit
`

type Words = readonly (readonly [string, readonly string[]])[]

function bash(first: readonly string[], second: Words, flags: Words): string {
  const row = ([key, words]: Words[number]) => `    ${key}) choices='${words.join(' ')}' ;;`
  const pattern = (key: string) => (key.includes(' ') ? `'${key}'` : `'${key} '*`)
  const longest = flags.toSorted(([a], [b]) => b.split(' ').length - a.split(' ').length)
  return `_sallyport() {
  local current="\${COMP_WORDS[COMP_CWORD]}" choices=''
  if [ "$COMP_CWORD" -eq 1 ]; then choices='${first.join(' ')}'
  elif [ "$COMP_CWORD" -eq 2 ] && [[ "$current" != -* ]]; then case "\${COMP_WORDS[1]}" in
${second.map(row).join('\n')}
  esac
  else case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${longest.map(([key, words]) => row([pattern(key), words])).join('\n')}
  esac
  fi
  COMPREPLY=($(compgen -W "$choices" -- "$current"))
}
complete -o default -F _sallyport sallyport
`
}

function fish(first: readonly string[], second: Words, flags: Words): string {
  const lines = [
    ...FISH,
    `complete -c sallyport -n __sallyport_after -f -a '${first.join(' ')}'`,
    ...second.map(
      ([word, words]) => `complete -c sallyport -n '__sallyport_after ${word}' -f -a '${words.join(' ')}'`,
    ),
    ...flags.flatMap(([key, words]) =>
      words.map((flag) => `complete -c sallyport -n '${fishTest(key, flags)}' -l ${flag.slice(2)}`),
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** Whether the words are of this command, and of none whose name only begins like it. */
function fishTest(key: string, flags: Words): string {
  const longer = flags.filter(([other]) => other.startsWith(`${key} `))
  return [`__sallyport_of ${key}`, ...longer.map(([other]) => `not __sallyport_of ${other}`)].join('; and ')
}

/** Whether the words before the one at hand are just these; and whether they begin with these. */
const FISH = [
  'function __sallyport_after',
  '  set -l words (commandline -opc)[2..]',
  '  test "$words" = "$argv"',
  'end',
  'function __sallyport_of',
  '  set -l words (commandline -opc)[2..]',
  '  set -l last (count $argv)',
  '  test "$words[1..$last]" = "$argv"',
  'end',
]
