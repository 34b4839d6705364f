export interface CartLine {
  productId: string;
  quantity: number;
}

export function readCart(): CartLine[] {
  return parseCart(localStorage.getItem('shop.cart'));
}

/** An empty cart when the text is not one. */
export function parseCart(text: string | null): CartLine[] {
  try {
    const lines: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(lines) ? lines.filter(isLine) : [];
  } catch {
    return [];
  }
}

export function addToCart(productId: string): void {
  const lines = readCart();
  const line = lines.find((line) => line.productId === productId);
  if (line) line.quantity += 1;
  else lines.push({ productId, quantity: 1 });
  keepCart(lines);
}

export function removeFromCart(productId: string): void {
  keepCart(readCart().filter((line) => line.productId !== productId));
}

export function emptyCart(): void {
  keepCart([]);
}

/** Shows the number of things in the cart in the page's header. */
export function showCartCount(): void {
  const count = readCart().reduce((sum, line) => sum + line.quantity, 0);
  const badge = document.querySelector('#cart-count');
  if (badge) badge.textContent = String(count);
}

function keepCart(lines: CartLine[]): void {
  localStorage.setItem('shop.cart', JSON.stringify(lines));
  showCartCount();
}

function isLine(line: unknown): line is CartLine {
  return (
    typeof line === 'object' &&
    line !== null &&
    'productId' in line &&
    typeof line.productId === 'string' &&
    'quantity' in line &&
    typeof line.quantity === 'number'
  );
}
