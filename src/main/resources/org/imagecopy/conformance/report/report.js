(function () {
  'use strict';
  var search = document.getElementById('search');
  var family = document.getElementById('family');
  var none = document.getElementById('none');
  var rows = Array.prototype.slice.call(document.querySelectorAll('details.row'));
  var buttons = Array.prototype.slice.call(document.querySelectorAll('button[data-filter]'));
  var texts = rows.map(function () { return null; });

  function apply() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var wanted = buttons.filter(function (b) { return b.getAttribute('aria-pressed') === 'true'; })
      .map(function (b) { return b.dataset.filter; });
    var any = false;
    rows.forEach(function (row, i) {
      if (words.length && texts[i] === null) {
        texts[i] = (row.id + ' ' + Array.prototype.map.call(row.querySelectorAll('.case'), function (c) { return c.id; }).join(' ')
          + ' ' + row.textContent).toLowerCase();
      }
      var show = (!wanted.length || wanted.indexOf(row.dataset.outcome) >= 0)
        && (!family || !family.value || family.value === row.dataset.family)
        && words.every(function (word) { return texts[i].indexOf(word) >= 0; });
      row.hidden = !show;
      any = any || show;
    });
    none.hidden = any || !rows.length;
  }

  function reveal() {
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { id = location.hash.slice(1); }
    var target = id && document.getElementById(id);
    if (!target) { return; }
    var hidden = target.closest('details.row[hidden]');
    if (hidden) {
      search.value = '';
      if (family) { family.value = ''; }
      buttons.forEach(function (b) { b.setAttribute('aria-pressed', 'false'); });
      apply();
    }
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === 'DETAILS') { node.open = true; }
    }
    target.scrollIntoView();
  }

  function copy(button) {
    var code = button.parentElement.querySelector('code');
    var range = document.createRange();
    range.selectNodeContents(code);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    try { button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected'; } catch (e) { button.textContent = 'Selected'; }
  }

  search.addEventListener('input', apply);
  if (family) { family.addEventListener('change', apply); }
  buttons.forEach(function (button) {
    button.addEventListener('click', function () {
      button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') === 'true' ? 'false' : 'true');
      apply();
    });
  });
  document.getElementById('unfold').addEventListener('click', function () {
    document.querySelectorAll('details.row:not([hidden]),details.row:not([hidden]) details.case').forEach(function (d) { d.open = true; });
  });
  document.getElementById('fold').addEventListener('click', function () {
    document.querySelectorAll('details.row,details.case,details.exchange').forEach(function (d) { d.open = false; });
  });
  document.addEventListener('click', function (event) {
    if (event.target.classList.contains('copy')) { copy(event.target); }
    var link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) { setTimeout(reveal, 0); }
  });
  document.addEventListener('keydown', function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === 'Escape' && event.target === search) {
      search.value = '';
      apply();
    }
  });
  addEventListener('hashchange', reveal);
  apply();
  reveal();
})();
