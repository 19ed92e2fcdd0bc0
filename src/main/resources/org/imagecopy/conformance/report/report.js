
(function () {
  'use strict';
  var search = document.getElementById('search');
  var family = document.getElementById('family');
  var order = document.getElementById('order');
  var shown = document.getElementById('shown');
  var list = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var rows = list('details.row');
  var buttons = list('button[data-filter]');
  var texts = rows.map(function () { return null; });
  var evidence = null;
  var loading = null;

  // The evidence is packed: JSON, deflated, in Base64. Its HTML was escaped when it was written.
  function load() {
    if (!loading) {
      loading = new Promise(function (resolve, reject) {
        var bytes = Uint8Array.from(atob(document.getElementById('evidence').textContent), function (c) { return c.charCodeAt(0); });
        var unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
        new Response(unpacked).json().then(function (json) { evidence = json; resolve(json); }, reject);
      });
    }
    return loading;
  }

  function fill(element, pick) {
    return load().then(function (all) {
      var html = pick(all);
      if (html === undefined) {
        element.insertAdjacentText('beforeend', 'There was no room for it here; see exchanges.jsonl beside this file.');
      } else {
        element.insertAdjacentHTML('beforeend', html);
      }
    }, function () {
      element.insertAdjacentText('beforeend', 'This browser cannot unpack the evidence; see result.json and exchanges.jsonl beside this file.');
    });
  }

  /** Unpacks what an opened element needs; the promise ends when it is there. */
  function unfold(details) {
    var body = details.classList.contains('case') && details.querySelector('.evidence[data-packed]');
    if (body) {
      body.removeAttribute('data-packed');
      return fill(body, function (all) { return all.cases[details.id]; });
    }
    if (details.classList.contains('exchange') && details.children.length === 1 && !details.dataset.asked) {
      details.dataset.asked = 'yes';
      return fill(details, function (all) { return all.exchanges[details.dataset.exchange]; });
    }
    return Promise.resolve();
  }

  function plain(html) {
    return html.replace(/<[^>]*>/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, '\'')
      .replace(/&amp;/g, '&');
  }

  function text(row) {
    var parts = [row.id, row.textContent];
    list('details.case', row).forEach(function (one) {
      parts.push(one.id);
      if (evidence) {
        var packed = evidence.cases[one.id] || '';
        parts.push(plain(packed));
        (packed + one.innerHTML).replace(/data-exchange="(\d+)"/g, function (all, number) {
          parts.push(plain(evidence.exchanges[number] || ''));
        });
      }
    });
    return parts.join(' ').toLowerCase();
  }

  function apply() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var wanted = buttons.filter(function (b) { return b.getAttribute('aria-pressed') === 'true'; })
      .map(function (b) { return b.dataset.filter; });
    var count = 0;
    rows.forEach(function (row, i) {
      if (words.length && texts[i] === null) { texts[i] = text(row); }
      var show = (!wanted.length || wanted.indexOf(row.dataset.outcome) >= 0)
        && (!family || !family.value || family.value === row.closest('.page').dataset.family)
        && words.every(function (word) { return texts[i].indexOf(word) >= 0; });
      row.hidden = !show;
      count += show ? 1 : 0;
    });
    list('.rows').forEach(function (container) {
      var heading = null;
      var any = false;
      Array.prototype.forEach.call(container.children, function (child) {
        if (child.tagName === 'H3') {
          child.hidden = true;
          heading = child;
        } else if (!child.hidden) {
          any = true;
          if (heading && !order.value) { heading.hidden = false; }
        }
      });
      container.closest('.page').hidden = !any && rows.length > 0;
    });
    shown.textContent = count === rows.length ? count + ' rows' : count ? count + ' of ' + rows.length + ' rows' : 'Nothing matches search and filters';
  }

  function look() {
    apply();
    if (search.value && !evidence) {
      load().then(function () {
        texts = rows.map(function () { return null; });
        apply();
      }, function () { return null; });
    }
  }

  list('.rows').forEach(function (container) {
    Array.prototype.forEach.call(container.children, function (child, i) { child.dataset.place = i; });
  });

  function sort() {
    list('.rows').forEach(function (container) {
      var children = Array.prototype.slice.call(container.children);
      children.sort(function (a, b) {
        var worst = order.value ? (a.dataset.rank || 99) - (b.dataset.rank || 99) : 0;
        return worst || a.dataset.place - b.dataset.place;
      });
      children.forEach(function (child) { container.appendChild(child); });
    });
    apply();
  }

  function clear() {
    search.value = '';
    if (family) { family.value = ''; }
    buttons.forEach(function (b) { b.setAttribute('aria-pressed', 'false'); });
    apply();
  }

  function reveal() {
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { id = location.hash.slice(1); }
    var target = id && document.getElementById(id);
    if (!target) { return; }
    if (target.closest('[hidden]')) { clear(); }
    var waiting = [];
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === 'DETAILS') {
        node.open = true;
        waiting.push(unfold(node));
      }
    }
    Promise.all(waiting).then(function () { target.scrollIntoView(); });
  }

  function copy(button) {
    var range = document.createRange();
    range.selectNodeContents(button.parentElement.querySelector('code'));
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    try { button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected'; } catch (e) { button.textContent = 'Selected'; }
  }

  function step(by) {
    var visible = rows.filter(function (row) { return !row.hidden; })
      .sort(function (a, b) { return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1; });
    var row = document.activeElement && document.activeElement.closest('details.row');
    var at = visible.indexOf(row);
    var next = at < 0 ? 0 : Math.max(0, Math.min(visible.length - 1, at + by));
    if (visible.length) { visible[next].querySelector('summary').focus(); }
  }

  search.addEventListener('input', look);
  if (family) { family.addEventListener('change', apply); }
  order.addEventListener('change', sort);
  buttons.forEach(function (button) {
    button.addEventListener('click', function () {
      button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') === 'true' ? 'false' : 'true');
      apply();
    });
  });
  document.getElementById('unfold').addEventListener('click', function () {
    list('details.row:not([hidden]),details.row:not([hidden]) details.case').forEach(function (d) { d.open = true; });
  });
  document.getElementById('fold').addEventListener('click', function () {
    list('details.row,details.case,details.exchange').forEach(function (d) { d.open = false; });
  });
  document.addEventListener('toggle', function (event) {
    if (event.target.open) { unfold(event.target); }
  }, true);
  document.addEventListener('click', function (event) {
    if (event.target.classList.contains('copy')) {
      copy(event.target);
      return;
    }
    var link = event.target.closest('a[href^="#"]');
    if (!link) { return; }
    if (link.classList.contains('see')) {
      event.preventDefault();
      var exchange = link.closest('.evidence').querySelector('details.exchange[data-exchange="' + link.hash.replace('#exchange-', '') + '"]');
      exchange.open = true;
      unfold(exchange).then(function () {
        exchange.querySelector('summary').focus();
        exchange.scrollIntoView({block: 'nearest'});
      });
    } else if (link.hash === location.hash) {
      setTimeout(reveal, 0);
    }
  });
  document.addEventListener('keydown', function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === 'Escape' && event.target === search) {
      search.value = '';
      apply();
    } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.key === '/') {
        event.preventDefault();
        search.focus();
      } else if (event.key === 'j' || event.key === 'k') {
        step(event.key === 'j' ? 1 : -1);
      }
    }
  });
  addEventListener('hashchange', reveal);
  apply();
  reveal();
})();
