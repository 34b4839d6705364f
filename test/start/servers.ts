import { startReceiver, type Receiver, type ReceiverOptions } from '../receiver/receiver.ts';
import { startShop, type Shop } from '../shop/shop.ts';

export interface Servers {
  receiver: Receiver;
  shop: Shop;
  close(): Promise<void>;
}

/** The receiver and a shop that sends to it, at their usual ports or, where those are taken, others. */
export async function startServers(onRequest?: ReceiverOptions['onRequest']): Promise<Servers> {
  const receiver = await atUsualPort((usual) =>
    startReceiver({ port: usual ? 5080 : 0, ...(onRequest && { onRequest }) }),
  );
  try {
    const shop = await atUsualPort((usual) =>
      startShop({
        receiver: receiver.endpoint,
        port: usual ? 5081 : 0,
        checkoutPort: usual ? 5082 : 0,
      }),
    );
    return {
      receiver,
      shop,
      close: async () => void (await Promise.all([receiver.close(), shop.close()])),
    };
  } catch (error) {
    await receiver.close();
    throw error;
  }
}

async function atUsualPort<T>(start: (usual: boolean) => Promise<T>): Promise<T> {
  try {
    return await start(true);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return start(false);
  }
}
