import { Agent } from '@mastra/core/agent'
import type { MastraModelConfig } from '@mastra/core/llm'
import { aiSdkModel } from 'sallyport/frameworks/ai-sdk-model'
import { describeFramework } from 'sallyport/frameworks/conformance'
import { mastraTools } from 'sallyport/mastra'

describeFramework({
  name: 'Mastra',
  async run(tools, script, signal) {
    const about = { id: 'assistant', name: 'Assistant', instructions: 'Help with issues.' }
    // It takes models of the AI SDK 7, and its types do not say so.
    const model = aiSdkModel(script) as unknown as MastraModelConfig
    const agent = new Agent({ ...about, model, tools: mastraTools(tools), maxRetries: 0 })
    const { text } = await agent.generate('What is issue 7?', {
      maxSteps: 10,
      ...(signal && { abortSignal: signal }),
    })
    return text
  },
  offers: ({ name }) => ({ strict: name === 'practise-issues_get' }),
  copiesErrors: true,
})
