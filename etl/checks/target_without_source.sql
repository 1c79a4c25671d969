-- error: Mục tiêu không có lời văn và dòng, cũng không có địa chỉ nguồn.
SELECT target_id AS subject FROM targets
WHERE (quote IS NULL OR line IS NULL) AND source_url IS NULL
ORDER BY 1
