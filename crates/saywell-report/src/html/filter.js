
(function () {
  'use strict';
  var form = document.getElementById('filter');
  if (!form) return;
  var shown = document.getElementById('shown');
  var all = Number(shown.dataset.all);
  var said = shown.textContent;
  var findings = Array.from(document.querySelectorAll('.finding'));
  var documents = Array.from(document.querySelectorAll('.document'));

  function apply() {
    var choice = new FormData(form);
    var severities = choice.getAll('severity');
    var name = choice.get('document');
    var kind = choice.get('kind');
    var count = 0;
    findings.forEach(function (finding) {
      var data = finding.dataset;
      var fits = (!name || data.document === name) && (!kind || data.kind === kind) &&
        severities.includes(data.severity);
      finding.hidden = !fits;
      if (fits) count += 1;
    });
    documents.forEach(function (section) {
      section.hidden = !section.querySelector('.finding:not([hidden])');
    });
    shown.textContent = count === all ? said : count + ' of ' + all + ' findings are shown.';
    shown.classList.toggle('partial', count !== all);
  }

  form.hidden = false;
  form.addEventListener('change', apply);
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('reset', function () { setTimeout(apply, 0); });
  apply();
}());
