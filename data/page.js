'use strict';
// Filters and sorts what is on the page; without this script all of it is there, in its first order.
(() => {
  const tools = document.getElementById('tools');
  const words = document.getElementById('words');
  const category = document.getElementById('category');
  const order = document.getElementById('order');
  const unfold = document.getElementById('unfold');
  const count = document.getElementById('count');
  const lists = [...document.querySelectorAll('ol')];
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const papers = [...document.querySelectorAll('li')].map((item, place) => ({
    item, place, list: item.parentElement, day: item.dataset.day || '',
    title: fold(item.querySelector('h3').textContent), categories: (item.dataset.categories || '').split(' '),
    text: '',
  }));

  const names = new Map();
  for (const paper of papers) for (const name of paper.categories) if (name) names.set(name, (names.get(name) || 0) + 1);
  for (const [name, number] of [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    category.add(new Option(`${name} (${number})`, name));
  }

  const textOf = (paper) => paper.text || (paper.text = fold(paper.item.textContent + ' ' + paper.categories.join(' ')));
  const show = () => {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const paper of papers) {
      const fits = (!category.value || paper.categories.includes(category.value)) && wanted.every((word) => textOf(paper).includes(word));
      paper.item.hidden = !fits;
      if (fits) ++shown;
    }
    for (const list of lists) list.parentElement.hidden = shown > 0 && ![...list.children].some((item) => !item.hidden);
    count.value = shown === papers.length ? `${shown} papers` : shown ? `${shown} of ${papers.length} papers` : 'No paper has all of these words.';
  };
  const orders = {
    given: (a, b) => a.place - b.place,
    newest: (a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.place - b.place),
    title: (a, b) => a.title.localeCompare(b.title) || a.place - b.place,
  };
  const sort = () => {
    for (const paper of [...papers].sort(orders[order.value] || orders.given)) paper.list.append(paper.item);
  };

  words.addEventListener('input', show);
  category.addEventListener('change', show);
  order.addEventListener('change', sort);
  unfold.addEventListener('click', () => {
    const folded = [...document.querySelectorAll('details')].filter((details) => !details.closest('[hidden]'));
    const open = folded.some((details) => !details.open);
    for (const details of folded) details.open = open;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      words.focus();
    } else if (event.key === 'Escape' && event.target === words) {
      words.value = '';
      show();
    }
  });
  tools.hidden = false;
  show();
})();
