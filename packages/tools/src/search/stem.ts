/** Forms that no ending tells: "write:wrote,written". */
const IRREGULAR = `
  write:wrote,written send:sent say:said make:made give:gave,given take:took,taken
  buy:bought keep:kept get:got,gotten hold:held build:built run:ran
  begin:began,begun go:went see:saw,seen tell:told break:broke,broken choose:chose,chosen
  draw:drew,drawn find:found lose:lost spend:spent sell:sold throw:thrown,threw
  win:won show:shown know:knew,known hide:hid,hidden forget:forgot,forgotten drive:drove,driven
  speak:spoke,spoken bring:brought catch:caught pay:paid feel:felt grow:grew,grown
  fall:fell,fallen rise:rose,risen steal:stole,stolen freeze:froze,frozen undo:undid,undone redo:redid,redone
  rewrite:rewrote,rewritten overwrite:overwrote,overwritten withdraw:withdrew,withdrawn teach:taught fight:fought
  lead:led feed:fed sleep:slept sweep:swept deal:dealt lend:lent
  bind:bound wind:wound unsend:unsent resend:resent rebuild:rebuilt rerun:reran
  child:children man:men woman:women
`

const BASES: ReadonlyMap<string, string> = new Map(
  IRREGULAR.split(/\s+/)
    .filter(Boolean)
    .flatMap((entry) => {
      const [base = '', forms = ''] = entry.split(':')
      return forms.split(',').map((form) => [form, base] as const)
    }),
)

/** Takes off the endings of plurals and of verbs, so that "closing", "closed" and "closes" are one word. */
export function stemOf(word: string): string {
  let stem = BASES.get(word) ?? word
  if (stem.length > 4 && stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`
  else if (stem.length > 4 && /(?:ss|x|ch|sh|z)es$/.test(stem)) stem = stem.slice(0, -2)
  else if (stem.length > 3 && /[^sui]s$/.test(stem)) stem = stem.slice(0, -1)
  if (stem.length > 5 && /[aeiouy].*ing$/.test(stem)) stem = single(stem.slice(0, -3))
  else if (stem.length > 4 && /[aeiouy].*ed$/.test(stem)) stem = single(stem.slice(0, -2))
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem
}

function single(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem
}
