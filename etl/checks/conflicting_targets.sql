-- warning
SELECT format('{} {} {}', document_id, indicator_id, year) AS subject,
       string_agg(format('{}: {}', line, value), '; ' ORDER BY line) AS detail
FROM targets WHERE status = 'conflicting'
GROUP BY document_id, indicator_id, year
ORDER BY 1
