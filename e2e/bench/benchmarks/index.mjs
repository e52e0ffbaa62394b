import { acceptBenchmark } from './accept.mjs';
import { bundleBenchmark } from './bundle.mjs';
import { crowdBenchmark } from './crowd.mjs';
import { diagramsBenchmark } from './diagrams.mjs';
import { echoBenchmark } from './echo.mjs';
import { memoryBenchmark } from './memory.mjs';
import { responsiveBenchmark } from './responsive.mjs';
import { samplerBenchmark } from './sampler.mjs';
import { startupBenchmark } from './startup.mjs';
import { tapBenchmark } from './tap.mjs';

/** Every benchmark, in the order they run. To add one: its file and one line here. */
export const benchmarks = [
  startupBenchmark,
  bundleBenchmark,
  echoBenchmark,
  acceptBenchmark,
  memoryBenchmark,
  samplerBenchmark,
  crowdBenchmark,
  diagramsBenchmark,
  tapBenchmark,
  responsiveBenchmark,
];
