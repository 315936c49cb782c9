import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { query } from '@anthropic-ai/claude-agent-sdk'
import { claudeAgentTools } from 'sallyport/claude-agent-sdk'
import { describeFramework } from 'sallyport/frameworks/conformance'
import { ScriptedClaude } from './scripted-claude.ts'

describeFramework({
  name: 'Claude Agent SDK',
  async run(tools, script) {
    await using claude = await ScriptedClaude.start(script)
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-claude-'))
    const { options, messages } = claudeAgentTools(tools)
    try {
      const alone = {
        tools: [],
        settingSources: [],
        env: claude.environment(folder),
        cwd: folder,
        maxTurns: 6,
      }
      const asked = query({ prompt: 'What is issue 7?', options: { ...options, ...alone } })
      for await (const message of messages(asked)) {
        if (message.type === 'result' && message.subtype === 'success') return message.result
      }
      throw new Error('It ended without a result.')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
  // Claude Code ends by itself when it is told to, and does not tell a tool that is at work.
  without: ['signal'],
})
