export { plantCluster } from '../embedded/testing/plant-cluster.ts'
