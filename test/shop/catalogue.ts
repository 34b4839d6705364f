import type { Art } from './art.ts';

export interface Product {
  id: string;
  name: string;
  /** In DKK, VAT included. */
  price: number;
  text: string;
  art: Art;
  /** A background colour of CSS. */
  colour: string;
  outlet: boolean;
}

export const products: readonly Product[] = [
  {
    id: 'A-1',
    name: 'Rågræs regnjakke',
    price: 649.75,
    text: 'Vandtæt, åndbar og syet til dage, hvor vinden kommer fra alle sider på én gang.',
    art: 'jacket',
    colour: '#dfe8df',
    outlet: false,
  },
  {
    id: 'A-2',
    name: 'Ærø termoflaske',
    price: 249,
    text: 'Holder kaffen varm fra færgelejet til den sidste bænk i Marstal.',
    art: 'flask',
    colour: '#e9e1d3',
    outlet: false,
  },
  {
    id: 'A-3',
    name: 'Fjeldræv kuppeltelt',
    price: 2199,
    text: 'To personer, tre årstider, fire minutter. Stænger af aluminium.',
    art: 'tent',
    colour: '#d9e4ea',
    outlet: false,
  },
  {
    id: 'A-4',
    name: 'Lyngø rygsæk 32 L',
    price: 899.5,
    text: 'En rygsæk af genbrugt sejldug med plads til både madpakke og morgenbad.',
    art: 'backpack',
    colour: '#e8dcd6',
    outlet: false,
  },
  {
    id: 'B-1',
    name: 'Nørrevig vandrestøvle',
    price: 1299.5,
    text: 'Dansk læder og en sål, der står fast på våde sten.',
    art: 'boot',
    colour: '#e6e0e6',
    outlet: true,
  },
  {
    id: 'B-2',
    name: 'Måneskær lanterne',
    price: 329,
    text: 'Varmt lys i 40 timer. Oplades på under tre.',
    art: 'lantern',
    colour: '#efe6c8',
    outlet: true,
  },
  {
    id: 'B-3',
    name: 'Blåbær strikhue',
    price: 179.95,
    text: 'Ren ny uld fra Færøerne. Klør ikke – vi har prøvet.',
    art: 'hat',
    colour: '#d8dcec',
    outlet: false,
  },
  {
    id: 'B-4',
    name: 'Søstjerne sovepose',
    price: 1049,
    text: 'Komfort ned til −4 °C, og blødere end den ser ud til.',
    art: 'sleeping-bag',
    colour: '#d5e6e1',
    outlet: true,
  },
];

export function findProduct(id: string): Product | undefined {
  return products.find((product) => product.id === id);
}

/** All products whose name, text or id holds the query; all for an empty one. */
export function searchProducts(query: string): Product[] {
  const wanted = query.trim().toLocaleLowerCase('da');
  return products.filter(({ id, name, text }) =>
    `${id} ${name} ${text}`.toLocaleLowerCase('da').includes(wanted),
  );
}

/** `1.299,50 kr.` */
export function showPrice(price: number): string {
  return price.toLocaleString('da-DK', { style: 'currency', currency: 'DKK' });
}
