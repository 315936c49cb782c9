export { github } from '@sallyport/connectors/github'
