/** Runs the local Event Receiver alone: `npm run receiver -- --port 5080`. */
import { parseArgs } from 'node:util';
import { startReceiver } from './receiver.ts';
import { summarize } from './summary.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '5080' } } });
const port = Number(values.port);

if (!/^\d+$/.test(values.port) || port > 65_535) {
  console.error(`--port must be a number from 0 to 65535, and not "${values.port}".`);
  process.exitCode = 2;
} else {
  await run();
}

async function run(): Promise<void> {
  try {
    const receiver = await startReceiver({
      port,
      onRequest: (request) => console.log(summarize(request)),
    });
    console.log(`Local Event Receiver\n`);
    console.log(`  send to        ${receiver.endpoint}`);
    console.log(`  ask for fault  ${receiver.endpoint}?answer=400|429|500|slow|drop`);
    console.log(`  see received   ${receiver.url}/received\n`);
    console.log('Ctrl+C ends it.\n');
    process.once('SIGINT', () => void receiver.close());
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    console.error(`Port ${port} is taken. Choose another: npm run receiver -- --port ${port + 1}`);
    process.exitCode = 1;
  }
}
