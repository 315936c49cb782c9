// The long storm; prints its report, and exits with 1 where a claim does not hold.
import { assertWeathered } from './assert-weathered.ts'
import { storm } from './storm.ts'
import { LONG } from './storms.ts'

const report = await storm({ ...LONG, say: (line) => process.stderr.write(`\r${line}  `) })
const { stories: _, ...shown } = report
process.stdout.write(`\n${JSON.stringify(shown, null, 2)}\n`)
assertWeathered(report)
