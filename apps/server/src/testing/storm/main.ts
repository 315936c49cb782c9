// The long storm; prints its report, and exits with 1 where a claim does not hold.
import { assertWeathered } from './assert-weathered.ts'
import { storm } from './storm.ts'
import { LONG } from './storms.ts'

const report = await storm({ ...LONG, say: (line) => process.stderr.write(`\r${line}  `) })
process.stdout.write(`\n${JSON.stringify(report, null, 2)}\n`)
assertWeathered(report)
