import type { View } from '../e2e/drivers/driver.ts';
import { until } from '../e2e/stage.ts';

/** Bytes a pixel that a PNG has at least, unless it is all of one colour. */
const LEAST = 0.012;

/** What is shown, as PNG, once it has been drawn. */
export async function pictureOf(view: View): Promise<Buffer> {
  await view.evaluate(drawn);
  const pixels = await view.evaluate(() => innerWidth * innerHeight);
  let picture = await view.screenshot();
  // Chromium may take a picture of a frame that it has not yet put into its window.
  await until(async () => {
    if (picture.length > pixels * LEAST) return true;
    picture = await view.screenshot();
    return false;
  });
  return picture;
}

/** Resolves once the document has been drawn, in which it runs. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve, 100));
}
