-- warning: Văn bản tự mâu thuẫn: cùng chỉ tiêu, cùng năm có nhiều giá trị. Giữ tất cả, không chọn hộ.
SELECT format('{} {} {}', document_id, indicator_id, year) AS subject,
       string_agg(format('dòng {}: {}', line, value), '; ' ORDER BY line) AS detail
FROM targets WHERE status = 'conflicting'
GROUP BY document_id, indicator_id, year
ORDER BY 1
